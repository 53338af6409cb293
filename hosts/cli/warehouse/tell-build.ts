import process from 'node:process';
import type { BuildEvent } from '@griot/warehouse';

/** One line per node, and per test that did not pass, on standard error as they happen. */
export function tellBuild(event: BuildEvent): void {
  if (event.type === 'node_finished') {
    const rows = event.rows === null ? '' : `, ${event.rows} lignes`;
    const counted = `${event.done}/${event.total} ${event.name} : ${event.status}${rows}`;
    say(`${counted} (${Math.round(event.ms)} ms)`, event.error);
  } else if (event.type === 'test_finished' && event.status !== 'pass') {
    say(`${event.name} : ${event.status}, ${event.failures} lignes en défaut`, event.error);
  } else if (event.type === 'log') say(event.message);
}

function say(text: string, error?: { message: string; file?: string | undefined; line?: number | undefined }): void {
  process.stderr.write(`  ${text}\n`);
  if (error) process.stderr.write(`    ${error.file ?? ''}:${error.line ?? 1} ${error.message}\n`);
}
