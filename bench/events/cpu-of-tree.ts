import { readdirSync, readFileSync } from 'node:fs';

const TICKS = 100;

/** CPU seconds of a process and of all it started, the ended ones included (Linux). */
export function cpuOfTree(root: number): number {
  const children = new Map<number, number[]>();
  const own = new Map<number, { alive: number; ended: number }>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      // After the name in brackets: state, parent, … utime and stime are fields 14 and 15, those of ended children 16 and 17.
      const fields = stat
        .slice(stat.lastIndexOf(')') + 2)
        .split(' ')
        .map(Number);
      const [parent = 0, user = 0, system = 0, endedUser = 0, endedSystem = 0] = [1, 11, 12, 13, 14].map(
        (n) => fields[n],
      );
      own.set(Number(name), { alive: user + system, ended: endedUser + endedSystem });
      children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
    } catch {} // gone meanwhile
  }
  const sum = (pid: number): number => {
    const { alive = 0, ended = 0 } = own.get(pid) ?? {};
    return alive + ended + (children.get(pid) ?? []).reduce((total, child) => total + sum(child), 0);
  };
  return sum(root) / TICKS;
}
