/** `npm run golden -- <suite> [--cases FILE] [--json]`: compares our answers with results that others published. */
import { runDbtZones } from './dbt-zones.ts';
import { runJaffle } from './jaffle.ts';
import { runMetricflow } from './metricflow.ts';

const suites: Record<string, (args: readonly string[]) => Promise<number>> = {
  'dbt-zones': runDbtZones,
  jaffle: runJaffle,
  metricflow: runMetricflow,
};

const [name, ...args] = process.argv.slice(2);
const suite = name === undefined ? undefined : suites[name];
if (!suite) {
  console.error(`golden: name one of ${Object.keys(suites).join(', ')}`);
  process.exitCode = 2;
} else process.exitCode = await suite(args);
