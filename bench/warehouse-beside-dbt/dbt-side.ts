import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Cost } from '../pipeline/meter.ts';

/** A whole command as a process of its own, its start and end counted. Exit codes other than those given are errors. */
export async function measureCommand(
  phase: string,
  o: { python: string; command: readonly string[]; goodExits?: readonly number[] },
): Promise<Cost> {
  const script = join(import.meta.dirname, 'measured.py');
  const env = { ...process.env, DBT_SEND_ANONYMOUS_USAGE_STATS: 'false', DO_NOT_TRACK: '1' };
  const { stdout } = await promisify(execFile)(o.python, [script, ...o.command], { env, maxBuffer: 1e8 });
  const cost = JSON.parse(stdout) as Omit<Cost, 'phase' | 'each'> & { exit: number; error: string };
  if (!(o.goodExits ?? [0]).includes(cost.exit)) throw new Error(`${o.command.join(' ')}: ${cost.exit} ${cost.error}`);
  return { phase, wallS: cost.wallS, cpuS: cost.cpuS, peakMiB: cost.peakMiB, each: [] };
}

export interface DbtSide {
  python: string;
  projectDir: string;
  /** Profiles, artefacts, logs. */
  folder: string;
}

/** dbt's words for a command on the project, nothing of it written into the project's folder. */
export function dbtCommand({ python, projectDir, folder }: DbtSide, ...line: string[]): string[] {
  const target = ['--target-path', join(folder, 'target'), '--log-path', join(folder, 'logs')];
  return [
    join(dirname(python), 'dbt'),
    ...line,
    '--project-dir',
    projectDir,
    '--profiles-dir',
    folder,
    ...target,
    '--quiet',
  ];
}

/** The engine's settings are those that our warehouse process has on this machine. */
export async function writeProfile(
  side: DbtSide,
  o: { name: string; database: string; settings: Record<string, string | number> },
): Promise<void> {
  await mkdir(side.folder, { recursive: true });
  const output = { type: 'duckdb', path: o.database, threads: 4, schema: 'main', settings: o.settings };
  const profile = { [o.name]: { target: 'dev', outputs: { dev: output } } };
  await writeFile(join(side.folder, 'profiles.yml'), JSON.stringify(profile));
}
