/** `npm run golden -- <suite> [--json]`: compares our answers with results that others published, or with truth written apart. */
import { runAssistant } from './assistant.ts';
import { runDbtZones } from './dbt-zones.ts';
import { runJaffle } from './jaffle.ts';
import { runMetricflow } from './metricflow.ts';

const suites: Record<string, (args: readonly string[]) => Promise<number>> = {
  assistant: runAssistant,
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
