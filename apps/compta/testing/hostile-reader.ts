/**
 * Reads each file of a folder in the place of a period's ledger, as the check does, and says what was found and what it took: a
 * process of its own, so that its memory can be limited. `node hostile-reader.ts <folder>`, a line of JSON a file.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { makeBooks } from '../demo/books/make-books.ts';
import { makeExports } from '../demo/exports/make-exports.ts';
import { checkBatch } from '../domain/checks/check-batch.ts';
import { fileOf, SETS, writtenFile } from './in-memory.ts';

export interface HostileReading {
  name: string;
  findings: string[];
  errors: number;
  entries: number;
  milliseconds: number;
  /** Of the process so far, MiB. */
  peak: number;
}

const folder = process.argv[2];
if (folder !== undefined) {
  const books = makeBooks({
    seed: 9,
    company: 'Ateliers du Plateau',
    start: '2025-01-01',
    end: '2025-01-31',
    lines: 30,
  });
  const others = await Promise.all(makeExports(books, SETS['xlsx, tiers a']).slice(1).map(writtenFile));
  for (const name of readdirSync(folder).sort()) {
    const began = performance.now();
    const ledger = { ...fileOf(name.slice(3), readFileSync(join(folder, name))), type: 'GRAND_LIVRE_COMPTES' as const };
    const { findings, errors, entries } = await checkBatch({ files: [ledger, ...others], decimals: 0 });
    const reading: HostileReading = {
      name,
      findings: findings
        .filter(({ file }) => file === ledger.name)
        .map(({ code, sheet, line, column }) =>
          [code.replace('compta.', ''), sheet, line, column].filter((one) => one !== undefined).join(' '),
        ),
      errors,
      entries,
      milliseconds: Math.round(performance.now() - began),
      peak: Math.round(process.resourceUsage().maxRSS / 1024),
    };
    console.log(JSON.stringify(reading));
  }
}
