/**
 * `npm run bench -- learning --python PYTHON [--rows 40000]`: gradient boosting of core/learning beside XGBoost (hist, one
 * thread) on the same rows. XGBoost, in the environment of that Python, reads our models and confirms predictions and
 * contributions; then it trains with the same settings. CPU seconds of each, for walls of a busy machine say little.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { seeded } from '@griot/kernel';
import {
  contributionsOf,
  fromXgboostJson,
  matrixOf,
  type Objective,
  prAuc,
  predictAll,
  rocAuc,
  rootMeanSquare,
  rowOf,
  toXgboostJson,
  train,
} from '@griot/learning';

const { values } = parseArgs({ options: { python: { type: 'string' }, rows: { type: 'string', default: '40000' } } });
const rows = Number(values.rows);
const FEATURES = 20;
const SETTINGS = { trees: 200, learningRate: 0.1, maxDepth: 6 };

/** Rare events from seven of twenty features, with holes, ties and noise. */
function makeRows(seed: number) {
  const chance = seeded(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance());
  const features = Array.from({ length: rows }, () =>
    Array.from({ length: FEATURES }, (_, n) =>
      chance() < 0.05 ? Number.NaN : n % 4 === 3 ? Math.floor(chance() * 12) : normal(),
    ),
  );
  const signal = features.map((row) => {
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0] = row.map((x) => (Number.isNaN(x) ? 0.4 : x));
    // No pure product: which split first finds one is luck.
    return 0.6 * (a + 1) * (b + 1) + Math.sin(2 * c) + (d > 8 ? 1.2 : 0) + 0.5 * e * (f > 0 ? 1 : -1) + 0.3 * g;
  });
  return {
    matrix: matrixOf(
      Array.from({ length: FEATURES }, (_, n) => `f${n}`),
      features,
    ),
    event: Float64Array.from(signal, (s) => (chance() < 1 / (1 + Math.exp(-(1.6 * s - 5))) ? 1 : 0)),
    amount: Float64Array.from(signal, (s) => s * 10 + normal() * 5),
  };
}

const [learnt, judged] = [makeRows(1), makeRows(2)];
const folder = mkdtempSync(join(tmpdir(), 'griot-learning-'));
const file = (name: string) => join(folder, name);
const put = (name: string, array: Float32Array | Float64Array) =>
  writeFileSync(file(name), new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
for (const [name, set] of [
  ['train', learnt],
  ['test', judged],
] as const) {
  put(`${name}.x`, set.matrix.values);
  put(`${name}.event`, set.event);
  put(`${name}.amount`, set.amount);
}
const cases: { name: string; target: 'event' | 'amount'; objective: Objective }[] = [
  { name: 'logistic', target: 'event', objective: { kind: 'logistic' } },
  { name: 'squared', target: 'amount', objective: { kind: 'squared' } },
  { name: 'quantile', target: 'amount', objective: { kind: 'quantile', alpha: 0.9 } },
];
for (const { name, target, objective } of cases) {
  const started = process.cpuUsage();
  const { model } = train({ matrix: learnt.matrix, target: learnt[target] }, { ...SETTINGS, objective });
  const used = process.cpuUsage(started);
  const said = predictAll(model, judged.matrix);
  const quality =
    name === 'logistic'
      ? `PR-AUC ${prAuc(said, judged.event).toFixed(4)}, ROC-AUC ${rocAuc(said, judged.event).toFixed(4)}`
      : name === 'squared'
        ? `RMSE ${rootMeanSquare(said, judged.amount).toFixed(4)}`
        : `${((judged.amount.filter((y, n) => y <= (said[n] as number)).length / rows) * 100).toFixed(1)} % below the 0.9 quantile`;
  console.log(`ours ${name}: ${quality}; ${((used.user + used.system) / 1e6).toFixed(2)} s of CPU`);
  writeFileSync(file(`${name}.json`), toXgboostJson(model));
  put(`${name}.said`, said);
  put(
    `${name}.contributions`,
    Float64Array.from(
      Array.from({ length: 200 }, (_, row) => {
        const { bias, values: parts } = contributionsOf(model, rowOf(judged.matrix, row));
        return [...parts, bias];
      }).flat(),
    ),
  );
}
if (values.python === undefined) {
  console.log('give --python, the Python of an environment with xgboost and numpy, to have XGBoost confirm it');
  process.exit(0);
}
const script = join(import.meta.dirname, 'confirm.py');
const done = spawnSync(values.python, [script, folder, String(FEATURES)], { stdio: 'inherit' });
if (done.status !== 0) process.exit(1);
// The other way: a model that XGBoost trained says the same here.
const theirs = fromXgboostJson(readFileSync(file('theirs.json'), 'utf8'));
const bytes = readFileSync(file('theirs.said'));
const expected = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
const far = predictAll(theirs, judged.matrix).reduce(
  (most, p, n) => Math.max(most, Math.abs(p - (expected[n] as number))),
  0,
);
console.log(`XGBoost's own model read here: predictions differ by at most ${far.toExponential(1)}`);
process.exit(far < 1e-6 ? 0 : 1);
