import pg from 'pg';
import type { BenchEvent } from './traffic.ts';

/** What one would write first: an id table and an upsert of the hour's row, one transaction per event. Events a second. */
export async function plainUpserts(url: string, events: readonly BenchEvent[], seconds: number): Promise<number> {
  const pool = new pg.Pool({ connectionString: url, max: 8 });
  pool.on('error', () => {});
  await pool.query(`
    CREATE TABLE bench_ids (id text PRIMARY KEY);
    CREATE TABLE bench_hours (hour timestamptz, merchant text, currency text, n bigint, gmv bigint, PRIMARY KEY (hour, merchant, currency))`);
  const until = performance.now() + seconds * 1000;
  let next = 0;
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      const client = await pool.connect();
      while (performance.now() < until) {
        const event = events[next++ % events.length];
        if (!event) break;
        await client.query({
          name: 'plain',
          text: `WITH fresh AS (INSERT INTO bench_ids VALUES ($1) ON CONFLICT DO NOTHING RETURNING 1)
                 INSERT INTO bench_hours SELECT date_trunc('hour', $2::timestamptz), $3, $4, 1, $5::bigint FROM fresh
                 ON CONFLICT (hour, merchant, currency) DO UPDATE SET n = bench_hours.n + 1, gmv = bench_hours.gmv + excluded.gmv`,
          values: [
            ...[event.id, event.time, event.tenantId, event.currency],
            event.type === 'payment.succeeded' ? event.amount : 0,
          ],
        });
      }
      client.release();
    }),
  );
  await pool.query('DROP TABLE bench_ids, bench_hours');
  await pool.end();
  return Math.round(next / seconds);
}
