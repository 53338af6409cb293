import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { setInterval } from 'node:timers';

/** What a phase cost. Memory in MiB, at its highest, of all its processes together. */
export interface Cost {
  phase: string;
  wallS: number;
  cpuS: number;
  peakMiB: number;
  /** The same of each process, where there are several. */
  each: number[];
}

const TICKS_PER_SECOND = 100;

/** Fields of /proc/<pid>/stat after the command's name; [] for a process that is gone. */
function statOf(pid: number): string[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}

/** CPU seconds of a process, all its threads; `reaped`: its ended children too. */
export function cpuOf(pid: number, reaped: boolean): number {
  const fields = statOf(pid);
  const ticks = fields.slice(11, reaped ? 15 : 13).reduce((sum, field) => sum + Number(field), 0);
  return ticks / TICKS_PER_SECOND;
}

function highWaterMiB(pid: number): number {
  const found = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(found?.[1] ?? 0) / 1024;
}

/** Measures work done by processes that live through it. The kernel's high-water mark of each starts anew. */
export async function measure(phase: string, pids: readonly number[], work: () => Promise<unknown>): Promise<Cost> {
  for (const pid of pids) writeFileSync(`/proc/${pid}/clear_refs`, '5');
  const cpu = () => pids.reduce((sum, pid) => sum + cpuOf(pid, false), 0);
  const before = cpu();
  const started = performance.now();
  await work();
  const wallS = (performance.now() - started) / 1000;
  const each = pids.map(highWaterMiB);
  return { phase, wallS, cpuS: cpu() - before, peakMiB: each.reduce((sum, one) => sum + one, 0), each };
}

function family(root: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (/^\d+$/.test(name)) parents.set(Number(name), Number(statOf(Number(name))[1]));
  }
  const found = [root];
  for (const pid of found) for (const [child, parent] of parents) if (parent === pid) found.push(child);
  return found;
}

/** Memory of one process, what it shares divided among those who share it. */
function fairShareMiB(pid: number): number {
  try {
    return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

/** Measures work done by a server of many processes (PostgreSQL): memory is looked at five times a second. */
export async function measureFamily(phase: string, root: number, work: () => Promise<unknown>): Promise<Cost> {
  const cpu = () => family(root).reduce((sum, pid) => sum + cpuOf(pid, true), 0);
  let peakMiB = 0;
  const look = () => {
    peakMiB = Math.max(
      peakMiB,
      family(root).reduce((sum, pid) => sum + fairShareMiB(pid), 0),
    );
  };
  const before = cpu();
  const started = performance.now();
  const watch = setInterval(look, 200);
  try {
    await work();
  } finally {
    clearInterval(watch);
  }
  const wallS = (performance.now() - started) / 1000;
  look();
  return { phase, wallS, cpuS: cpu() - before, peakMiB, each: [] };
}
