import type { Services } from '@griot/application';
import type { Figure, FigureReader } from '@griot/telemetry';

interface Seen {
  at: number;
  slug: string;
  generation: number | null;
  publishedAt: number | null;
  failedTests: number;
  buildSeconds: number | null;
}

/** Asking opens a tenant's file: seldom enough that many tenants do not keep each other's files open. */
const FEW = 12;
const KEPT_MS = { few: 60_000, many: 900_000 };

/** Of each tenant: what is published and since when, how long its last build took, and the space it takes. */
export function warehouseFigures({
  identity,
  warehouse,
  clock,
}: Pick<Services, 'identity' | 'warehouse' | 'clock'>): FigureReader {
  const seen = new Map<string, Seen>();
  return async () => {
    const tenants = await identity.tenants();
    const now = clock.now().getTime();
    const keptMs = tenants.length > FEW ? KEPT_MS.many : KEPT_MS.few;
    const sizes: { slug: string; bytes: number }[] = [];
    for (const { id, slug } of tenants) {
      const tenant = warehouse.tenant(id);
      sizes.push({ slug, bytes: (await tenant.size()).bytes });
      const known = seen.get(id);
      if (known && now - known.at < keptMs) continue;
      const current = await tenant.current();
      const build = current && current.id !== known?.generation ? (await tenant.builds({ limit: 1 }))[0] : undefined;
      const seconds = build?.closedAt ? (Date.parse(build.closedAt) - Date.parse(build.openedAt)) / 1000 : null;
      seen.set(id, {
        at: now,
        slug,
        generation: current?.id ?? null,
        publishedAt: current ? Date.parse(current.publishedAt) : null,
        failedTests: current?.tests.failed ?? 0,
        buildSeconds: seconds ?? known?.buildSeconds ?? null,
      });
    }
    for (const id of seen.keys()) if (!tenants.some((tenant) => tenant.id === id)) seen.delete(id);
    const each = (name: string, help: string, value: (one: Seen) => number | null): Figure => ({
      ...{ name, help, type: 'gauge' },
      samples: [...seen.values()].flatMap((one) => {
        const read = value(one);
        return read === null ? [] : [{ labels: { tenant: one.slug }, value: read }];
      }),
    });
    return [
      each('griot_warehouse_generation', 'Number of the generation that readers see.', ({ generation }) => generation),
      each('griot_warehouse_generation_age_seconds', 'Since it was published.', ({ publishedAt }) =>
        publishedAt === null ? null : Math.max(0, (now - publishedAt) / 1000),
      ),
      each('griot_warehouse_tests_failed', 'Tests that failed in it (warnings are not counted).', (one) =>
        one.generation === null ? null : one.failedTests,
      ),
      each('griot_warehouse_build_seconds', 'How long the last build took.', ({ buildSeconds }) => buildSeconds),
      {
        name: 'griot_warehouse_size_bytes',
        help: 'Space on the disk.',
        type: 'gauge',
        samples: sizes.map(({ slug, bytes }) => ({ labels: { tenant: slug }, value: bytes })),
      },
    ];
  };
}
