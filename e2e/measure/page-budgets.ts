/**
 * What the built pages cost a person, measured in Chromium on the demonstration: script of the first load, largest
 * contentful paint, interactions, and scrolling 100 000 rows; beside an empty page of the same server and a plain table.
 * `npm run bench -- page-budgets [--scale 1] [--runs 5]`; GRIOT_BENCH_URL with GRIOT_BENCH_PASSWORD measures a platform that runs.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { startGriot } from '../crash/started-server.ts';
import { findChromium, NO_CHROMIUM } from '../find-chromium.ts';
import { launchBrowser } from '../launch-browser.ts';
import { logIn } from '../log-in.ts';
import { interactionsOf } from './interactions.ts';
import { scrollLongTable, scrollPlainTable } from './long-table.ts';
import { largestPaintOf, scriptOf } from './page-loads.ts';

const PAGES = ['/dashboard', '/financier', '/occupation', '/clients', '/operationnel', '/dashboards/zones:direction'];
const BUDGET = { script: 300, paint: 1500, interaction: 100, frames: 50 };

const { values } = parseArgs({
  options: { scale: { type: 'string', default: '1' }, runs: { type: 'string', default: '5' } },
});
const runs = Number(values.runs);
const chromium = findChromium(process.env.CHROMIUM_PATH);
if (!chromium) {
  console.error(NO_CHROMIUM);
  process.exit(1);
}

const median = (list: readonly number[]): number => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0;
const verdict = (good: boolean): string => (good ? 'within' : 'OVER');
const line = (what: string, figure: string, budget: string, state: string) =>
  console.log(`${what.padEnd(44)} ${figure.padStart(26)}  ${budget.padStart(10)}  ${state}`);
const load = () => loadavg()[0]?.toFixed(1) ?? '?';

async function measure(browser: Browser, address: string, password: string): Promise<void> {
  const context = await browser.newContext({ locale: 'fr-FR', viewport: { width: 1440, height: 900 } });
  const page: Page = await context.newPage();
  console.log(`median of ${runs} runs; load before ${load()}`);
  line('what', 'measured', 'budget', '');
  const first = await scriptOf(page, `${address}/login`);
  line(
    'script of the first load, compressed',
    `${first.toFixed(1)} kB`,
    `${BUDGET.script} kB`,
    verdict(first < BUDGET.script),
  );
  await logIn(page, { baseUrl: address, login: 'admin@zones.demo', password });

  const yardstick = await repeated(() => largestPaintOf(page, `${address}/icon.svg`));
  line('an image of the same server, painted', `${yardstick.toFixed(0)} ms`, '', 'yardstick');
  for (const path of PAGES) {
    const paint = await repeated(() => largestPaintOf(page, `${address}${path}`));
    line(`${path}, largest paint`, `${paint.toFixed(0)} ms`, `${BUDGET.paint} ms`, verdict(paint < BUDGET.paint));
  }
  for (const { name, durations } of await interactionsOf(page, address, runs)) {
    const middle = median(durations);
    const figure = `${middle.toFixed(0)} ms, most ${Math.max(...durations).toFixed(0)}`;
    line(`${name}, to the next paint`, figure, `${BUDGET.interaction} ms`, verdict(middle < BUDGET.interaction));
  }
  const ours = await scrollLongTable(page, address);
  line(
    `${ours.rows} rows scrolled in ${(ours.ms / 1000).toFixed(1)} s`,
    `${ours.framesPerSecond.toFixed(1)} fps, longest ${ours.longest.toFixed(0)} ms`,
    `${BUDGET.frames} fps`,
    verdict(ours.framesPerSecond >= BUDGET.frames),
  );
  const plain = await scrollPlainTable(page, address);
  line('a plain table of 40 rows, scrolled alike', `${plain.framesPerSecond.toFixed(1)} fps`, '', 'yardstick');
  console.log(`load after ${load()}`);
  await context.close();
}

async function repeated(once: () => Promise<number>): Promise<number> {
  const all: number[] = [];
  for (let run = 0; run < runs; run++) all.push(await once());
  return median(all);
}

const running = process.env.GRIOT_BENCH_URL;
const folder = running ? null : await mkdtemp(join(tmpdir(), 'griot-bench-pages-'));
const password = process.env.GRIOT_BENCH_PASSWORD ?? 'une phrase pour mesurer';
const server = folder ? await startGriot(folder, { demoScale: Number(values.scale), password, pages: true }) : null;
const browser = await launchBrowser(chromium, { webgl: false });
try {
  await measure(browser, server?.address ?? running ?? '', password);
} finally {
  await browser.close();
  await server?.stop();
  if (folder) await rm(folder, { recursive: true, force: true });
}
