/** The `griot` command. Each subcommand is a file of `commands/`; exit codes: 0 done, 1 failed, 2 wrong use. */
import process from 'node:process';
import { runLine } from './run-line.ts';

const code = await runLine(process.argv.slice(2));
if (code !== 0) process.exit(code);
