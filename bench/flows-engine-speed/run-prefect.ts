import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

/**
 * Seconds per run of the same shapes in Prefect, with its own server on this machine (SQLite, its default). `python` is the
 * interpreter of a virtual environment in which `pip install prefect` was done.
 */
export function runPrefect(python: string, rounds: number): { version: string; seconds: Record<string, number[]> } {
  const home = mkdtempSync(join(tmpdir(), 'griot-prefect-'));
  const env = {
    ...process.env,
    PREFECT_HOME: home,
    PREFECT_LOGGING_LEVEL: 'ERROR',
    PREFECT_SERVER_ANALYTICS_ENABLED: 'false',
    DO_NOT_TRACK: '1',
    // Its server starts in seconds on a quiet machine.
    PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS: '240',
  };
  const ask = (args: string[]): string => {
    const run = spawnSync(python, args, { env, encoding: 'utf8', timeout: 600_000 });
    if (run.status !== 0) throw new Error(`${python} ${args.join(' ')}: ${run.stderr}`);
    return run.stdout.trim();
  };
  try {
    const version = ask(['-c', 'import prefect; print(prefect.__version__)']);
    const output = ask([join(import.meta.dirname, 'prefect_flows.py'), String(rounds)]);
    return { version, seconds: JSON.parse(output.split('\n').at(-1) ?? '{}') as Record<string, number[]> };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}
