import type { Store } from '@griot/store';
import type { Figure } from '@griot/telemetry';

export async function storeFigures(store: Store): Promise<Figure[]> {
  const { sizeBytes, connections, maxConnections, commits, rollbacks, deadlocks, pools } = await store.figures();
  const one = (name: string, help: string, value: number, type: Figure['type'] = 'gauge'): Figure => {
    return { name, help, type, samples: [{ value }] };
  };
  return [
    one('griot_store_size_bytes', 'The database on the disk.', sizeBytes),
    one('griot_store_connections', 'Connections to the database, of everybody.', connections),
    one('griot_store_connections_max', 'Connections that the server allows.', maxConnections),
    one('griot_store_commits_total', 'Transactions committed.', commits, 'counter'),
    one('griot_store_rollbacks_total', 'Transactions rolled back.', rollbacks, 'counter'),
    one('griot_store_deadlocks_total', 'Deadlocks that the server broke.', deadlocks, 'counter'),
    {
      name: 'griot_store_pool_connections',
      help: 'Connections of this process; waiting = work without a connection yet.',
      type: 'gauge',
      samples: pools.flatMap(({ pool, busy, idle, waiting }) =>
        Object.entries({ busy, idle, waiting }).map(([state, value]) => ({ labels: { pool, state }, value })),
      ),
    },
  ];
}
