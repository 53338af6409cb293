import type { Platform } from '@griot/application';
import { errorMessage } from '@griot/kernel';
import type { Passport } from '@griot/metrics';
import type { HeldBecause } from '../store/alerts.ts';

export type Doubting = Pick<Platform, 'warehouse' | 'log'>;

const NAMED = 5;
/** A build that failed is remembered so long: its verdict does not change, and every threshold asks. */
const builds = new WeakMap<object, Map<string, { at: number; found: HeldBecause | null }>>();
const KEEP_MS = 5_000;

/**
 * Why a figure's data is suspect: its sources are too old, tests of its build failed, or a newer build was refused, so that
 * what is published is what was good before. Empty: sound.
 */
export async function doubtsOf(
  o: Doubting,
  p: { tenantId: string; application: string; passport: Passport; now: Date },
): Promise<HeldBecause[]> {
  const { passport } = p;
  const doubts: HeldBecause[] = [];
  if (passport.state === 'stale') {
    const oldest = [...passport.sources].sort((a, b) => (a.loadedAt < b.loadedAt ? -1 : 1));
    doubts.push({ kind: 'stale', names: oldest.slice(0, NAMED).map((one) => one.name) });
  }
  if (passport.tests.failed > 0) doubts.push({ kind: 'tests', names: await failedTests(o, p.tenantId) });
  const refused = await refusedBuild(o, p).catch((error: unknown) => {
    o.log.warn({ tenantId: p.tenantId, error: errorMessage(error) }, 'Builds could not be looked at');
    return null;
  });
  if (refused) doubts.push(refused);
  return doubts;
}

async function failedTests({ warehouse }: Doubting, tenantId: string): Promise<string[]> {
  const tenant = warehouse.tenant(tenantId);
  const current = await tenant.current().catch(() => null);
  const report = current ? await tenant.buildReport(current.buildId).catch(() => null) : null;
  return (report?.testResults ?? [])
    .filter(({ status }) => status === 'fail' || status === 'error')
    .slice(0, NAMED)
    .map(({ name }) => name);
}

async function refusedBuild(
  { warehouse }: Doubting,
  p: { tenantId: string; application: string; passport: Passport; now: Date },
): Promise<HeldBecause | null> {
  const kept = builds.get(warehouse) ?? new Map<string, { at: number; found: HeldBecause | null }>();
  builds.set(warehouse, kept);
  const key = `${p.tenantId}/${p.application}/${p.passport.generation}`;
  const known = kept.get(key);
  if (known && Math.abs(p.now.getTime() - known.at) < KEEP_MS) return known.found;
  const tenant = warehouse.tenant(p.tenantId);
  const [last] = await tenant.builds({ project: p.application, limit: 1 });
  const refused =
    last !== undefined &&
    last.state === 'abandoned' &&
    last.nodes.error + last.tests.failed > 0 &&
    Date.parse(last.closedAt ?? last.openedAt) > Date.parse(p.passport.builtAt);
  let found: HeldBecause | null = null;
  if (refused) {
    const report = await tenant.buildReport(last.buildId);
    const tests = report.testResults.filter(({ status, severity }) => severity === 'error' && status !== 'pass');
    const nodes = report.nodeResults.filter(({ status }) => status === 'error');
    found = { kind: 'build', names: [...nodes, ...tests].slice(0, NAMED).map(({ name }) => name) };
  }
  if (kept.size > 1000) kept.clear();
  kept.set(key, { at: p.now.getTime(), found });
  return found;
}
