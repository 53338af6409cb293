/** What the built pages cost a person, measured in Chromium: see `e2e/measure/page-budgets.ts`, which this runs. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';

const script = join(import.meta.dirname, '../e2e/measure/page-budgets.ts');
process.exit(spawnSync(process.execPath, [script, ...process.argv.slice(2)], { stdio: 'inherit' }).status ?? 1);
