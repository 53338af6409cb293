// The platform with the application of the crash trial alone.
import { join } from 'node:path';
import { serveTrial } from './serve-trial.ts';

await serveTrial('epreuve', () => ({ appsDir: join(import.meta.dirname, 'apps') }));
