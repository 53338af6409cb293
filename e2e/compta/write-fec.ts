import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { makeBooks } from '../../apps/compta/demo/books/make-books.ts';
import { Firm } from './firm.ts';

/** A year of books sent, loaded, and exported as a FEC by the platform, into this file. */
export async function writeFec(o: { dataDir: string; lines: number; path: string }): Promise<void> {
  const firm = new Firm(o.dataDir);
  await firm.start();
  try {
    const company = 'Comptoir du Fleuve';
    const books = makeBooks({ seed: 'fec', company, start: '2025-01-01', end: '2025-12-31', lines: o.lines });
    const batchId = await firm.send(await firm.newClient(company), books);
    await firm.act('trigger-etl', batchId);
    assert.equal(await firm.until(batchId, (status) => status !== 'PROCESSING'), 'COMPLETED');
    await writeFile(o.path, await firm.api.file(`/api/compta/fec/export?batchId=${batchId}`));
  } finally {
    await firm.stop();
  }
}
