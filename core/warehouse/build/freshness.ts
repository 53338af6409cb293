import type { Cell } from '../engine/result-values.ts';
import type { FreshnessRule, Source } from '../project/manifest.ts';
import { compileContext } from './build-context.ts';
import type { SessionPool } from './build-session.ts';
import { instantOf } from './microbatch-window.ts';
import type { BuildContext } from './node-work.ts';
import { versionOfSource } from './source-version.ts';

export interface SourceFreshness {
  id: string;
  source: string;
  name: string;
  /** Newest row by `loaded_at_field` or `loaded_at_query`, else the time of the last load; null: never loaded. */
  maxLoadedAt: string | null;
  /** Seconds. */
  age: number | null;
  status: 'pass' | 'warn' | 'error';
  warnAfter: FreshnessRule | null;
  errorAfter: FreshnessRule | null;
}

const SECONDS = { minute: 60, hour: 3600, day: 86_400 } as const;
const seconds = (rule: FreshnessRule): number => rule.count * SECONDS[rule.period];

/** Every source with a freshness rule, judged now. Of a source that was never loaded the verdict is `error`. */
export async function judgeFreshness(context: BuildContext, pool: SessionPool, now: Date): Promise<SourceFreshness[]> {
  const ruled = context.project.sources.filter((source) => source.freshness !== null);
  return Promise.all(ruled.map((source) => pool.use((session) => judge(context, session, source, now))));
}

async function judge(
  context: BuildContext,
  session: Parameters<Parameters<SessionPool['use']>[0]>[0],
  source: Source,
  now: Date,
): Promise<SourceFreshness> {
  const version = versionOfSource(context.state.sources, source);
  let newest: Date | null = version === null ? null : instantOf(version.loadedAt);
  if (version !== null) {
    const sql = await context.compiler.compileFreshness(
      context.project,
      source.id,
      compileContext(context, session, { nodeId: source.id }),
    );
    if (sql !== null) newest = asInstant((await session.run(sql)).rows[0]?.[0]);
  }
  const age = newest === null ? null : Math.max(0, (now.getTime() - newest.getTime()) / 1000);
  const rule = source.freshness;
  const over = (limit: FreshnessRule | null | undefined): boolean =>
    limit !== null && limit !== undefined && (age === null || age > seconds(limit));
  return {
    id: source.id,
    source: source.source,
    name: source.name,
    maxLoadedAt: newest?.toISOString() ?? null,
    age,
    status: age === null || over(rule?.error_after) ? 'error' : over(rule?.warn_after) ? 'warn' : 'pass',
    warnAfter: rule?.warn_after ?? null,
    errorAfter: rule?.error_after ?? null,
  };
}

function asInstant(value: Cell | undefined): Date | null {
  return typeof value === 'string' ? instantOf(value) : null;
}
