// The platform with Compta alone.
import { mkdirSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { serveTrial } from '../crash/serve-trial.ts';

await serveTrial('compta', (dataDir) => {
  const appsDir = join(dataDir, 'apps-of-trial');
  mkdirSync(appsDir, { recursive: true });
  try {
    symlinkSync(resolve(import.meta.dirname, '../../apps/compta'), join(appsDir, 'compta'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return { appsDir };
});
