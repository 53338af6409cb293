import process from 'node:process';
import type { Command } from 'commander';

/** Prints one result: a JSON line with `--json`, the text otherwise. */
export function print(command: Command, value: unknown, text: string): void {
  const json = command.optsWithGlobals<{ json?: boolean }>().json === true;
  process.stdout.write(`${json ? JSON.stringify(value) : text}\n`);
}

/** A password from `GRIOT_PASSWORD` or the first line of standard input: never from an argument, which others can see. */
export async function readPassword(): Promise<string> {
  const given = process.env.GRIOT_PASSWORD;
  if (given !== undefined && given !== '') return given;
  if (process.stdin.isTTY) process.stderr.write('Mot de passe : ');
  for await (const chunk of process.stdin) return String(chunk).split('\n')[0]?.trim() ?? '';
  throw new Error('give the password on standard input or in GRIOT_PASSWORD');
}
