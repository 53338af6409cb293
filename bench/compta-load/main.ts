/**
 * `npm run bench -- compta-load [--lines 1000000] [--format text|xlsx|both] [--pandas <python>]`: a period of so many ledger lines sent,
 * checked, loaded and published by the platform, as people do it, with the CPU and the peak memory of each of its processes;
 * beside the plainest reading of the same files and, when a Python with pandas and openpyxl is named, beside pandas.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { loadOnePeriod } from '@griot/e2e';

const { values } = parseArgs({
  options: {
    lines: { type: 'string', default: '1000000' },
    format: { type: 'string', default: 'both' },
    pandas: { type: 'string' },
  },
});

for (const format of values.format === 'both' ? (['text', 'xlsx'] as const) : [values.format as 'text' | 'xlsx']) {
  const dataDir = mkdtempSync(join(tmpdir(), 'griot-compta-load-'));
  try {
    console.log(`\n## ${values.lines} lines, ${format}\n`);
    const report = await loadOnePeriod({ dataDir, lines: Number(values.lines), format });
    console.log('| phase | wall s | CPU s | of these |\n| --- | --- | --- | --- |');
    for (const { phase, wall, cpu, by } of report.phases) {
      const parts = Object.entries(by).map(([kind, seconds]) => `${kind} ${seconds.toFixed(1)}`);
      console.log(`| ${phase} | ${wall.toFixed(1)} | ${cpu.toFixed(1)} | ${parts.join(', ')} |`);
    }
    const peaks = Object.entries(report.peaks).map(([kind, mebibytes]) => `${kind} ${mebibytes}`);
    console.log(`\n${report.entries} entries published; peak MiB: ${peaks.join(', ')}\n`);
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
  const beside = ['run', 'bench', '--', 'compta-reading', '--lines', values.lines];
  const more = ['--format', format === 'text' ? 'bare' : 'xlsx', ...(values.pandas ? ['--pandas', values.pandas] : [])];
  const { status } = spawnSync('npm', [...beside, ...more], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
