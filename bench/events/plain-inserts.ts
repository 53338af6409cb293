import pg from 'pg';
import { payment } from './payments.ts';

/** What one would write first: one statement, one commit per event. Events a second over `seconds`. */
export async function plainInserts(url: string, tenantId: string, start: number, seconds: number): Promise<number> {
  const pool = new pg.Pool({ connectionString: url, max: 8 });
  // The server may be stopped before the last connection has left.
  pool.on('error', () => {});
  const until = performance.now() + seconds * 1000;
  let next = 0;
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      const client = await pool.connect();
      await client.query("SET griot.maintenance = 'on'");
      while (performance.now() < until) {
        const { id, type, key, occurredAt, payload } = payment(next++, start);
        await client.query({
          name: 'plain',
          text: 'INSERT INTO bench_plain VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING',
          values: [tenantId, id, type, key, occurredAt, JSON.stringify(payload)],
        });
      }
      client.release();
    }),
  );
  await pool.end();
  return Math.round(next / seconds);
}
