// The platform for the trial of exactness.
import { serveTrial } from '../crash/serve-trial.ts';

await serveTrial('payops', () => ({ slots: 1 }));
