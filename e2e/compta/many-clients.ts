import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { makeBooks } from '../../apps/compta/demo/books/make-books.ts';
import { balanceOf, Firm } from './firm.ts';

export interface ManyClientsReport {
  clients: number;
  linesEach: number;
  /** Seconds from the first trigger to each client's figures, sorted. */
  seconds: number[];
  /** Clients that had begun when the first one ended, and those under way at once at most. */
  mostAtOnce: number;
  totalSeconds: number;
}

/**
 * Clients whose periods are loaded at once: all end well, each one's balance is that of its own books, and none waits for
 * another's whole load.
 */
export async function manyClients(o: {
  dataDir: string;
  clients: number;
  lines: number;
  say(text: string): void;
}): Promise<ManyClientsReport> {
  const firm = new Firm(o.dataDir);
  await firm.start();
  try {
    const batches: { batchId: string; balance: string }[] = [];
    for (let index = 0; index < o.clients; index += 1) {
      const company = `Client ${index + 1}`;
      const period = { start: '2025-01-01', end: '2025-06-30' };
      const books = makeBooks({ seed: `client ${index}`, company, ...period, lines: o.lines });
      const clientId = await firm.newClient(company);
      batches.push({ batchId: await firm.send(clientId, books), balance: balanceOf(books) });
    }
    o.say(`${o.clients} periods of ${o.lines} lines were checked`);
    const began = performance.now();
    await Promise.all(batches.map(({ batchId }) => firm.act('trigger-etl', batchId)));
    const ended = new Map<string, number>();
    let mostAtOnce = 0;
    while (ended.size < batches.length) {
      let working = 0;
      for (const { batchId } of batches) {
        if (ended.has(batchId)) continue;
        const { status, progress } = await firm.api.get<{ status: string; progress: number }>(
          `/api/files/comptable/status/${batchId}`,
        );
        assert.notEqual(status, 'FAILED', batchId);
        if (status === 'COMPLETED') ended.set(batchId, (performance.now() - began) / 1000);
        else if (progress > 0) working += 1;
      }
      mostAtOnce = Math.max(mostAtOnce, working);
      await wait(100);
    }
    for (const { batchId, balance } of batches) assert.equal((await firm.balance(batchId)).text, balance, batchId);
    const seconds = [...ended.values()].sort((a, b) => a - b).map((one) => Math.round(one * 10) / 10);
    return { clients: o.clients, linesEach: o.lines, seconds, mostAtOnce, totalSeconds: seconds.at(-1) ?? 0 };
  } finally {
    await firm.stop();
  }
}
