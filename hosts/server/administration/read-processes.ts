import { readdirSync, readFileSync } from 'node:fs';
import type { Runtime } from '../runtime.ts';

export type ProcessKind = 'server' | 'warehouse' | 'slot' | 'postgres';

export interface ProcessFacts {
  kind: ProcessKind;
  pid: number;
  /** Its own share of the memory, where the system says so: what processes share is divided among them. */
  memoryBytes: number;
  cpuSeconds: number;
  startedAt: string;
  /** Processes behind the line, for PostgreSQL: one a connection. */
  processes: number;
}

interface Entry {
  pid: number;
  parent: number;
  cpuSeconds: number;
  /** Seconds after the machine started. */
  startedAfter: number;
}

const TICKS = 100;

/** The installation's processes on this machine. Elsewhere than on Linux: this process alone. */
export function readProcesses(pids: Runtime['pids']): ProcessFacts[] {
  const entries = readEntries();
  const boot = bootedAt();
  const self = entries.get(process.pid);
  if (!self || boot === undefined) {
    const { user, system } = process.cpuUsage();
    const startedAt = new Date(Date.now() - process.uptime() * 1000).toISOString();
    const own = { memoryBytes: process.memoryUsage.rss(), cpuSeconds: (user + system) / 1e6, startedAt };
    return [{ kind: 'server', pid: process.pid, processes: 1, ...own }];
  }
  const facts = (kind: ProcessKind, entry: Entry, group: readonly Entry[] = [entry]): ProcessFacts => ({
    kind,
    pid: entry.pid,
    memoryBytes: group.reduce((sum, { pid }) => sum + memoryOf(pid), 0),
    cpuSeconds: group.reduce((sum, one) => sum + one.cpuSeconds, 0),
    startedAt: new Date(boot + entry.startedAfter * 1000).toISOString(),
    processes: group.length,
  });
  const children = (pid: number) => [...entries.values()].filter(({ parent }) => parent === pid);
  const found = [facts('server', self)];
  const warehouse = pids.warehouse === null ? undefined : entries.get(pids.warehouse);
  if (warehouse) found.push(facts('warehouse', warehouse));
  const postgres = pids.postgres === null ? undefined : entries.get(pids.postgres);
  if (postgres) found.push(facts('postgres', postgres, [postgres, ...children(postgres.pid)]));
  for (const child of children(process.pid)) {
    if (commandOf(child.pid).includes('task-runner')) found.push(facts('slot', child));
  }
  return found;
}

function readEntries(): Map<number, Entry> {
  const entries = new Map<number, Entry>();
  for (const name of names()) {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      // After the name in brackets, which may hold anything: state, parent, …; utime, stime and starttime are fields 14, 15, 22.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      const field = (n: number) => Number(fields[n - 3]);
      const cpuSeconds = (field(14) + field(15)) / TICKS;
      entries.set(Number(name), { pid: Number(name), parent: field(4), cpuSeconds, startedAfter: field(22) / TICKS });
    } catch {} // gone meanwhile
  }
  return entries;
}

function names(): string[] {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
}

function bootedAt(): number | undefined {
  try {
    const seconds = /^btime (\d+)$/m.exec(readFileSync('/proc/stat', 'utf8'))?.[1];
    return seconds === undefined ? undefined : Number(seconds) * 1000;
  } catch {
    return undefined;
  }
}

function memoryOf(pid: number): number {
  const kilobytes = (file: string, field: RegExp): number | undefined => {
    try {
      const found = field.exec(readFileSync(`/proc/${pid}/${file}`, 'utf8'))?.[1];
      return found === undefined ? undefined : Number(found) * 1024;
    } catch {
      return undefined; // another user's process, or gone
    }
  };
  return kilobytes('smaps_rollup', /^Pss:\s+(\d+)/m) ?? kilobytes('status', /^VmRSS:\s+(\d+)/m) ?? 0;
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}
