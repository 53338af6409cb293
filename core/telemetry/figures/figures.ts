import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export type Labels = Readonly<Record<string, string>>;

/** One figure as Prometheus knows it, read at the moment it is asked for. Names end in the unit; counters in `_total`. */
export interface Figure {
  name: string;
  help: string;
  type: 'gauge' | 'counter';
  samples: readonly { labels?: Labels; value: number }[];
}

export type FigureReader = () => Promise<readonly Figure[]>;

export interface Figures {
  /** Returns how to count one more. */
  counter(name: string, help: string, labels: readonly string[]): (labels: Labels) => void;
  /** Returns how to note a duration, in seconds. */
  durations(name: string, help: string, labels: readonly string[]): (labels: Labels, seconds: number) => void;
  level(name: string, help: string): { up(): void; down(): void };
  /** Is asked at each scrape. `source` says whose figures they are: what fails or hangs is told under it and hides nothing else. */
  read(source: string, reader: FigureReader): void;
  /** Prometheus text format 0.0.4. Never rejects. */
  text(): Promise<string>;
}

/** Seconds; chosen so that "under 100 ms" and "over 5 s" can be read off. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const READ_LIMIT_MS = 5_000;
/** Several who scrape at once, or one who scrapes every second, do not ask the database more often than this. */
const KEPT_MS = 2_000;

/** What one process tells those who watch it. */
export function createFigures(o: { now?: () => number } = {}): Figures {
  const now = o.now ?? (() => performance.now());
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const readers = new Map<string, FigureReader>();
  const shownNames = new Set<string>();
  const failed = new Gauge({
    name: 'griot_figures_failed',
    help: 'Figures that could not be read at this scrape.',
    labelNames: ['source'],
    registers,
  });
  let kept: { at: number; read: Promise<void> } | undefined;

  const show = ({ name, help, type, samples }: Figure): void => {
    const labelNames = [...new Set(samples.flatMap(({ labels = {} }) => Object.keys(labels)))];
    const shown = new (type === 'gauge' ? Gauge : Counter)({ name, help, labelNames, registers });
    shownNames.add(name);
    for (const { labels = {}, value } of samples) shown.inc(labels, value);
  };

  const refresh = async (): Promise<void> => {
    const answers: { source: string; figures?: readonly Figure[] }[] = [];
    for (const [source, reader] of readers) {
      answers.push(
        await within(reader).then(
          (figures) => ({ source, figures }),
          () => ({ source }),
        ),
      );
    }
    // Made anew, in one go: a label value that is gone must not stay, and nobody sees half of them.
    for (const name of shownNames) registry.removeSingleMetric(name);
    shownNames.clear();
    for (const { source, figures } of answers) {
      failed.set({ source }, figures ? 0 : 1);
      for (const figure of figures ?? []) show(figure);
    }
  };

  return {
    counter(name, help, labelNames) {
      const counter = new Counter({ name, help, labelNames: [...labelNames], registers });
      return (labels) => counter.inc(labels);
    },
    durations(name, help, labelNames) {
      const histogram = new Histogram({ name, help, labelNames: [...labelNames], registers, buckets: BUCKETS });
      return (labels, seconds) => histogram.observe(labels, seconds);
    },
    level(name, help) {
      const gauge = new Gauge({ name, help, registers });
      return { up: () => gauge.inc(), down: () => gauge.dec() };
    },
    read(source, reader) {
      readers.set(source, reader);
    },
    async text() {
      if (!kept || now() - kept.at > KEPT_MS) kept = { at: now(), read: refresh() };
      await kept.read;
      return registry.metrics();
    },
  };
}

async function within(reader: FigureReader): Promise<readonly Figure[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, refuse) => {
    timer = setTimeout(() => refuse(new Error('late')), READ_LIMIT_MS);
  });
  try {
    return await Promise.race([reader(), late]);
  } finally {
    clearTimeout(timer);
  }
}
