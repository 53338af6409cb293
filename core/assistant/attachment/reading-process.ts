/** The program that reads one attached file: whatever the file does to it, it ends with it. */
import { readFile, writeFile } from 'node:fs/promises';
import process from 'node:process';
import { errorMessage, isDomainError } from '@griot/kernel';
import { profileFile } from './profile-file.ts';
import type { ReadingAsk, ReadingSaid } from './read-elsewhere.ts';

async function read({ from, to }: ReadingAsk): Promise<ReadingSaid> {
  try {
    const { profile, csv } = await profileFile(await readFile(from));
    await writeFile(to, csv, { mode: 0o600 });
    return { ok: true, profile };
  } catch (error) {
    return isDomainError(error)
      ? { ok: false, reason: String(error.details.reason), detail: String(error.details.detail ?? '') }
      : { ok: false, reason: 'broken', detail: errorMessage(error).slice(0, 200) };
  }
}

process.once('message', (ask: ReadingAsk) => {
  void read(ask).then((said) => process.send?.(said, () => process.exit(0)));
});
process.once('disconnect', () => process.exit(0));
process.on('SIGINT', () => {});
