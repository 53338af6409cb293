/** `npm run golden -- <suite> [--json]`: compares our answers with results that others published, or with truth written apart. */
type Suite = (args: readonly string[]) => Promise<number>;

/** Each is loaded when it is asked for: one judges words alone, another starts the whole platform. */
const suites: Record<string, () => Promise<Suite>> = {
  assistant: async () => (await import('./assistant.ts')).runAssistant,
  'assistant-fuzz': async () => (await import('./assistant-fuzz.ts')).runAssistantFuzz,
  'assistant-latency': async () => (await import('./assistant-latency.ts')).runAssistantLatency,
  'dbt-compta': async () => (await import('./dbt-compta.ts')).runDbtCompta,
  'dbt-zones': async () => (await import('./dbt-zones.ts')).runDbtZones,
  'french-dates': async () => (await import('./french-dates.ts')).runFrenchDates,
  jaffle: async () => (await import('./jaffle.ts')).runJaffle,
  metricflow: async () => (await import('./metricflow.ts')).runMetricflow,
};

const [name, ...args] = process.argv.slice(2);
const load = name === undefined ? undefined : suites[name];
if (!load) {
  console.error(`golden: name one of ${Object.keys(suites).join(', ')}`);
  process.exitCode = 2;
} else process.exitCode = await (await load())(args);
