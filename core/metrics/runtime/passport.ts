import type { GenerationFacts, ProjectFacts } from './ports.ts';
import type { Passport, PassportSource, PassportTrouble } from './types.ts';

const MOST_TROUBLES = 10;

type Test = ProjectFacts['tests'][number];
type Source = GenerationFacts['sources'][number];

/** What stands behind some models of a generation. */
interface Upstream {
  tests: readonly Test[];
  sources: readonly (Source & { lateAfterMs: number | null })[];
}

/** By generation, then by the models read: the same figures are asked for again and again. */
const known = new WeakMap<GenerationFacts, Map<string, Upstream | null>>();

/**
 * Where a number that was read from `models` comes from. A generation that does not say what reads what answers for itself
 * as a whole, so that nothing looks better than it is.
 */
export function passportOf(
  generation: GenerationFacts,
  models: readonly string[],
  o: { now: number; staleAfterMs: number | null },
): Passport {
  const upstream = upstreamOf(generation, models);
  const tests = upstream === null ? generation.tests : counted(upstream.tests);
  const own = upstream?.sources ?? generation.sources.map((source) => ({ ...source, lateAfterMs: null }));
  const sources = own.map(({ name, loadedAt, rows, lateAfterMs }): PassportSource => {
    const limit = Math.min(lateAfterMs ?? Number.POSITIVE_INFINITY, o.staleAfterMs ?? Number.POSITIVE_INFINITY);
    const late = o.now - Date.parse(loadedAt) > limit;
    return { name, loadedAt, rows, ...(late ? { late } : {}) };
  });
  const stale = sources.some(({ late }) => late);
  const { passed, warned, failed } = tests;
  return {
    generation: generation.id,
    builtAt: generation.publishedAt,
    state: warned > 0 || failed > 0 ? 'warned' : stale ? 'stale' : 'sound',
    tests: { passed, warned, failed },
    troubles: upstream === null ? [] : troublesOf(generation, upstream.tests),
    sources,
    models,
  };
}

function upstreamOf(generation: GenerationFacts, models: readonly string[]): Upstream | null {
  const { nodes, projects } = generation;
  if (nodes === undefined || projects === undefined || projects.length === 0) return null;
  const key = models.join('\n');
  const mine = known.get(generation) ?? new Map<string, Upstream | null>();
  known.set(generation, mine);
  const before = mine.get(key);
  if (before !== undefined) return before;
  const wanted = new Set(models.map((name) => name.toLowerCase()));
  const ids = closure(
    nodes.filter(({ name }) => wanted.has(name.toLowerCase())).map(({ id }) => id),
    projects,
  );
  const found: Upstream = {
    tests: projects.flatMap(({ tests }) => tests.filter(({ about }) => about.some((id) => ids.has(id)))),
    sources: projects.flatMap((project) =>
      project.sources
        .filter(({ id }) => ids.has(id))
        .flatMap(({ name, errorAfter, warnAfter }) => {
          const loaded = generation.sources.find((source) => source.name === name);
          const seconds = warnAfter ?? errorAfter;
          return loaded === undefined ? [] : [{ ...loaded, lateAfterMs: seconds === null ? null : seconds * 1000 }];
        }),
    ),
  };
  mine.set(key, found);
  return found;
}

function closure(from: readonly string[], projects: readonly ProjectFacts[]): Set<string> {
  const found = new Set(from);
  const waiting = [...from];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop())
    for (const { reads } of projects)
      for (const read of reads[id] ?? [])
        if (!found.has(read)) {
          found.add(read);
          waiting.push(read);
        }
  return found;
}

function counted(tests: readonly Test[]): Passport['tests'] {
  const of = (...statuses: Test['status'][]) => tests.filter(({ status }) => statuses.includes(status)).length;
  return { passed: of('pass'), warned: of('warn'), failed: of('fail', 'error') };
}

function troublesOf(generation: GenerationFacts, tests: readonly Test[]): PassportTrouble[] {
  const nameOf = new Map((generation.nodes ?? []).map(({ id, name }) => [id, name]));
  const bad = tests.filter(({ status }) => status !== 'pass' && status !== 'skipped');
  return bad
    .map(({ name, about, status, failures }): PassportTrouble => {
      const [first = ''] = about;
      // A source or an ephemeral model has no name of its own in a generation.
      const model = nameOf.get(first) ?? first.split('.').slice(2).join('.');
      return { test: name, model, status: status === 'warn' ? 'warned' : 'failed', failures };
    })
    .sort((a, b) => (a.status === b.status ? b.failures - a.failures : a.status === 'failed' ? -1 : 1))
    .slice(0, MOST_TROUBLES);
}
