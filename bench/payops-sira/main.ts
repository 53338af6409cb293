/**
 * `npm run bench -- payops-sira [seeds=20] [days=7] [rate=1]`: SIRA judged on simulated futures. For each seed thirty days of
 * history, models of it, and the same days after it twice: nothing done, and the advice followed as it comes, each piece after
 * the time its signatures take. Differences are paired by seed, with 95 % intervals (bootstrap over seeds).
 */
import { execFile } from 'node:child_process';
import { availableParallelism } from 'node:os';
import process from 'node:process';
import { promisify } from 'node:util';
import { seeded } from '@griot/kernel';
import type { FloatBacktest } from '../../apps/payops/sira/float-model.ts';
import type { Backtest } from '../../apps/payops/sira/judge-model.ts';
import { type Futures, type Outcome, simulatedFutures } from '../../apps/payops/testing/simulated-futures.ts';

const arguments_ = process.argv.slice(2);
const alone = arguments_[0] === '--seed';
const [seeds = 20, futureDays = 7, rate = 1] = arguments_.slice(alone ? 2 : 0).map(Number);
const start = Date.parse('2026-09-21T00:00:00Z');
type One = Pick<Futures, 'nothing' | 'followed' | 'told'> & {
  backtests: Record<'float' | 'payout' | 'fraud', (Backtest & Partial<FloatBacktest>) | null>;
  cpu: number;
};

if (alone) {
  const before = process.cpuUsage();
  const seed = `future-${arguments_[1]}`;
  const { nothing, followed, told, models } = simulatedFutures({ seed, historyDays: 30, futureDays, rate, start });
  const { user, system } = process.cpuUsage(before);
  const of = (name: 'float' | 'payout' | 'fraud') => models[name]?.backtest ?? null;
  const backtests = { float: of('float'), payout: of('payout'), fraud: of('fraud') };
  process.stdout.write(
    JSON.stringify({ nothing, followed, told, backtests, cpu: (user + system) / 1e6 } satisfies One),
  );
  process.exit(0);
}

/** A seed in a process of its own; as many at once as there are processors. */
const run = promisify(execFile);
const all: One[] = [];
let next = 1;
async function work(): Promise<void> {
  for (let n = next++; n <= seeds; n = next++) {
    const given = [import.meta.filename, '--seed', String(n), String(seeds), String(futureDays), String(rate)];
    const { stdout } = await run(process.execPath, given, { maxBuffer: 64 * 1024 * 1024 });
    const one = JSON.parse(stdout) as One;
    all[n - 1] = one;
    const { nothing: a, followed: b } = one;
    console.log(
      `seed ${n}: refused ${a.refused} -> ${b.refused}, failed payouts ${a.failedPayouts} -> ${b.failedPayouts}, late ${a.lateHours.toFixed(0)} -> ${b.lateHours.toFixed(0)} h, fraud ${k(a.fraudLoss)} -> ${k(b.fraudLoss)}; ${JSON.stringify(b.actions)}, carried ${k(b.floatCarried)}, held ${b.heldHours.toFixed(0)} h; ${one.cpu.toFixed(1)} s of CPU`,
    );
  }
}
await Promise.all(Array.from({ length: availableParallelism() }, work));

function k(amount: number): string {
  return `${Math.round(amount / 1000)} k`;
}

/** Mean, and the 2.5th and 97.5th in a hundred of means of seeds drawn again. */
function interval(values: readonly number[]): { mean: number; low: number; high: number } {
  const chance = seeded(1);
  const mean = (list: readonly number[]) => list.reduce((sum, one) => sum + one, 0) / list.length;
  const drawn = Array.from({ length: 2000 }, () =>
    mean(values.map(() => values[Math.floor(chance() * values.length)] as number)),
  ).sort((a, b) => a - b);
  return { mean: mean(values), low: drawn[50] as number, high: drawn[1949] as number };
}

const figure = (value: number): string => (Math.abs(value) >= 10_000 ? k(value) : value.toFixed(1));
const row = (name: string, of: (o: Outcome) => number): void => {
  const before = interval(all.map(({ nothing }) => of(nothing)));
  const after = interval(all.map(({ followed }) => of(followed)));
  const { mean, low, high } = interval(all.map(({ nothing, followed }) => of(followed) - of(nothing)));
  const percent = before.mean > 0 ? ` (${((100 * mean) / before.mean).toFixed(0)} %)` : '';
  console.log(
    `| ${name} | ${figure(before.mean)} | ${figure(after.mean)} | ${figure(mean)}${percent} | ${figure(low)} to ${figure(high)} |`,
  );
};
console.log(
  `\n${seeds} seeds, ${futureDays} days each, rate ${rate}\n\n| per seed | nothing done | advice followed | difference | 95 % interval |\n| --- | --- | --- | --- | --- |`,
);
row('customers refused by agents', ({ refused }) => refused);
row('what they wanted to bring, francs', ({ refusedAmount }) => refusedAmount);
row('failed payout attempts', ({ failedPayouts }) => failedPayouts);
row('payout-hours late', ({ lateHours }) => lateHours);
row('stolen money that left, francs', ({ fraudLoss }) => fraudLoss);
row('payout-hours held', ({ heldHours }) => heldHours);
row('float carried, francs', ({ floatCarried }) => floatCarried);

const told = all.flatMap((one) => one.told);
for (const type of ['rebalance_float', 'set_hold', 'route_payout'] as const) {
  const own = told.filter((one) => one.type === type);
  if (own.length === 0) continue;
  const inside = interval(own.map(({ low, high, came }) => (came >= low && came <= high ? 1 : 0)));
  const said = own.reduce((sum, { confidence }) => sum + confidence, 0) / own.length;
  const came = own.reduce((sum, { troubled }) => sum + troubled, 0) / own.length;
  console.log(
    `${type}: ${own.length} pieces of advice that nobody followed; ${(100 * inside.mean).toFixed(1)} % of what came lay in its 80 % interval (${(100 * inside.low).toFixed(0)} to ${(100 * inside.high).toFixed(0)}); said ${(100 * said).toFixed(0)} % likely, came in ${(100 * came).toFixed(0)} %`,
  );
}
for (const name of ['float', 'payout', 'fraud'] as const) {
  const made = all.flatMap(({ backtests }) => backtests[name] ?? []);
  if (made.length === 0) continue;
  const mean = (of: (b: (typeof made)[number]) => number | null) => {
    const values = made.map(of).filter((value) => value !== null && Number.isFinite(value)) as number[];
    return values.reduce((sum, one) => sum + one, 0) / values.length;
  };
  console.log(
    `${name}: ${made.length} models; backtest PR-AUC ${mean((b) => b.prAuc).toFixed(3)} (share of positives ${mean((b) => b.positives / b.rows).toFixed(4)}), Brier ${mean((b) => b.brier).toFixed(4)} against ${mean((b) => b.brierOfShare).toFixed(4)}`,
  );
  if (name === 'float') {
    const of = (list: (number | null | undefined)[]) => interval(list.filter((one) => typeof one === 'number')).mean;
    console.log(
      `  need's 80 % interval held ${(100 * of(made.map((b) => b.coverage))).toFixed(1)} % in backtests, ${(100 * of(made.map((b) => b.coverageRefused))).toFixed(1)} of what agents at risk refused; pinball ${of(made.map((b) => b.pinball)).toFixed(3)} against ${of(made.map((b) => b.pinballOfYesterday)).toFixed(3)} of yesterday's`,
    );
  }
}
