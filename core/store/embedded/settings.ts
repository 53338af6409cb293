import { statfsSync } from 'node:fs';

/** How safe and how large the server is. `throwaway` is for tests: nothing is flushed to disk. */
export type Durability = 'durable' | 'throwaway';

const COMMON: Record<string, string> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  cluster_name: 'griot',
  max_connections: '100',
  // Sized for a machine of 2 cores and 2 GB that also runs the warehouse.
  shared_buffers: '128MB',
  work_mem: '16MB',
  maintenance_work_mem: '128MB',
  effective_cache_size: '1GB',
  random_page_cost: '1.1',
  max_parallel_workers_per_gather: '1',
  huge_pages: 'off',
  // Compiling plans costs more than the short queries of an operational store.
  jit: 'off',
  max_wal_size: '1GB',
  min_wal_size: '80MB',
  max_wal_senders: '2',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // Errors reach the client that caused them; the log keeps what happens to the server itself.
  log_min_messages: 'log',
  log_checkpoints: 'off',
  log_line_prefix: '%m [%p] ',
};

const THROWAWAY: Record<string, string> = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  max_connections: '300',
  autovacuum_naptime: '10min',
};

export function serverArguments(port: number, durability: Durability): string[] {
  const settings: Record<string, string> = {
    ...COMMON,
    ...(durability === 'throwaway' ? THROWAWAY : {}),
    ...(smallSharedMemory() ? { dynamic_shared_memory_type: 'mmap' } : {}),
    port: String(port),
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** Containers often give /dev/shm 64 MB, which one parallel hash join overflows. */
function smallSharedMemory(): boolean {
  try {
    const { bsize, blocks } = statfsSync('/dev/shm');
    return bsize * blocks < 256 * 1024 * 1024;
  } catch {
    return false;
  }
}
