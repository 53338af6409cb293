/**
 * `npm run bench -- compta-reading [--lines 1000000] [--format bare|xlsx] [--runs 3] [--pandas <python>]`: a period's five files of so many ledger
 * lines, read and checked, beside the plainest reading of the same files (texts split into cells; workbooks gone through cell by
 * cell, nothing kept) and, when a Python with pandas and openpyxl is named, beside pandas. Each run is a process of its own, as tasks are; the
 * two take turns, and the medians of their runs are told.
 */
import { spawnSync } from 'node:child_process';
import { createReadStream, createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import process from 'node:process';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { isRefusal, openWorkbook } from '@griot/sheets';
import { makeBooks } from '../../apps/compta/demo/books/make-books.ts';
import type { ExportFormat } from '../../apps/compta/demo/exports/export-types.ts';
import { makeExports } from '../../apps/compta/demo/exports/make-exports.ts';
import { writeExport } from '../../apps/compta/demo/exports/write-export.ts';
import { checkBatch } from '../../apps/compta/domain/checks/check-batch.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    lines: { type: 'string', default: '1000000' },
    format: { type: 'string', default: 'bare' },
    runs: { type: 'string', default: '3' },
    pandas: { type: 'string' },
  },
});

const PANDAS = `
import sys, resource, time, pandas
start = time.time(); rows = 0
for name in sys.argv[1:]:
    frame = pandas.read_excel(name, header=None, engine='openpyxl') if name.endswith('.xlsx') else pandas.read_csv(name, sep=None if name.endswith('.csv') else '\\t', header=None, names=range(30), engine='python' if name.endswith('.csv') else 'c', encoding='latin1', dtype=str)
    rows += len(frame)
used = resource.getrusage(resource.RUSAGE_SELF)
print(f'pandas|{rows}|{time.time() - start:.1f}|{used.ru_utime + used.ru_stime:.1f}|{used.ru_maxrss / 1024:.0f}')
`;

if (positionals[0] === 'read') await readInChild(positionals[1] ?? '', positionals.slice(2));
else await compare();

async function compare(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'griot-compta-bench-'));
  try {
    const lines = Number(values.lines);
    const books = makeBooks({
      seed: 'bench',
      company: 'Comptoir du Fleuve',
      start: '2025-01-01',
      end: '2025-12-31',
      lines,
    });
    const style =
      values.format === 'xlsx'
        ? { format: 'xlsx' as ExportFormat }
        : { format: 'txt' as ExportFormat, layout: 'bare' as const };
    const plan = { format: 'csv' as ExportFormat };
    const tiers = values.format === 'xlsx' ? style : { format: 'csv' as ExportFormat };
    const set = {
      GRAND_LIVRE_COMPTES: style,
      GRAND_LIVRE_TIERS: tiers,
      PLAN_TIERS: plan,
      PLAN_COMPTES: plan,
      CODE_JOURNAL: plan,
    };
    const paths: string[] = [];
    for (const file of makeExports(books, set)) {
      paths.push(join(folder, file.name));
      await pipeline(Readable.from(writeExport(file)), createWriteStream(paths.at(-1) ?? ''));
    }
    console.log(`${books.lines.length} ledger lines, ${values.format}`);
    console.log('| what | rows | wall s | CPU s | peak MiB |\n| --- | --- | --- | --- | --- |');
    // The flag that tasks of the platform run with.
    const own = [...process.execArgv, '--max-semi-space-size=4', import.meta.filename, 'read'];
    const told = new Map<string, string[][]>();
    for (let run = 0; run < Number(values.runs); run += 1) {
      for (const what of ['plain', 'check'])
        told.set(what, [...(told.get(what) ?? []), figuresOf(process.execPath, [...own, what, ...paths])]);
    }
    const medians = [...told.values()].map((runs) => medianOf(runs));
    for (const figures of medians) console.log(`| ${figures.join(' | ')} |`);
    if (values.pandas) console.log(`| ${figuresOf(values.pandas, ['-c', PANDAS, ...paths]).join(' | ')} |`);
    const [plain = 0, check = 0] = medians.map((figures) => Number(figures[3]));
    console.log(`\n${(check / plain).toFixed(2)} times the CPU of the plain reading (medians of ${values.runs})`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What a reading in a process of its own printed last: name, rows, wall and CPU seconds, peak. */
function figuresOf(program: string, args: readonly string[]): string[] {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return stdout.trim().split('\n').at(-1)?.split('|') ?? [];
}

/** Of each figure the middle one of the runs. */
function medianOf(runs: readonly string[][]): string[] {
  const middle = (column: number): string =>
    runs.map((figures) => figures[column] ?? '').sort((a, b) => Number(a) - Number(b))[runs.length >> 1] ?? '';
  return (runs[0] ?? []).map((name, column) => (column === 0 ? name : middle(column)));
}

async function readInChild(what: string, paths: string[]): Promise<void> {
  const started = performance.now();
  const rows = what === 'check' ? await checked(paths) : await plain(paths);
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const name = what === 'check' ? 'read and checked' : 'plain reading';
  console.log(
    [
      name,
      rows,
      ((performance.now() - started) / 1000).toFixed(1),
      ((userCPUTime + systemCPUTime) / 1e6).toFixed(2),
      Math.round(maxRSS / 1024),
    ].join('|'),
  );
}

async function checked(paths: readonly string[]): Promise<number> {
  const files = paths.map((path) => ({
    name: basename(path),
    open: () => createReadStream(path, { highWaterMark: 256 * 1024 }),
  }));
  const { entries, errors, confirmed, counts } = await checkBatch({ files, decimals: 2, sink: { take: () => {} } });
  if (errors > 0 || confirmed !== entries) throw new Error(JSON.stringify({ errors, confirmed, entries, counts }));
  return entries;
}

async function plain(paths: readonly string[]): Promise<number> {
  let rows = 0;
  let cells = 0;
  for (const path of paths) {
    if (path.endsWith('.xlsx')) {
      const workbook = await openWorkbook(readFileSync(path));
      if (isRefusal(workbook)) throw new Error(workbook.refused);
      for await (const batch of workbook.rows(0))
        for (const row of batch) [rows, cells] = [rows + 1, cells + row.cells.length];
      continue;
    }
    const decoder = new TextDecoder('windows-1252');
    let rest = '';
    for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 })) {
      const lines = (rest + decoder.decode(chunk as Buffer, { stream: true })).split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines)
        [rows, cells] = [rows + 1, cells + line.split(path.endsWith('.csv') ? ';' : '\t').length];
    }
  }
  if (cells < rows) throw new Error('no cells');
  return rows;
}
