import { clickhouseMaterializations } from '../clickhouse/materialize.ts';
import { clickhouseRelation } from '../clickhouse/names.ts';
import { storeFailures as storeFailuresOnClickHouse } from '../clickhouse/store-failures.ts';
import { dataRelation } from '../engine/identifiers.ts';
import type { EngineType } from '../project/manifest.ts';
import type { BuildSession } from './build-session.ts';
import { materializeIncremental } from './materialize-incremental.ts';
import { materializeSeed } from './materialize-seed.ts';
import { materializeTable, materializeView } from './materialize-select.ts';
import { materializeSnapshot } from './materialize-snapshot.ts';
import type { Materialize } from './node-work.ts';
import { type StoredFailures, storeFailures } from './store-failures.ts';

/** What a build asks of an engine beside its operations: where relations stand, and how they are made. */
export interface BuildEngine {
  type: EngineType;
  /** The physical relation of that name, as SQL. */
  relation(tenantId: string, name: string): string;
  materialize: Record<string, Materialize>;
  /** Keeps all failing rows of a test under its name; answers the relation as SQL. */
  storeFailures(session: BuildSession, o: StoredFailures): Promise<string>;
}

export const BUILD_ENGINES: Record<EngineType, BuildEngine> = {
  duckdb: {
    type: 'duckdb',
    relation: (_, name) => dataRelation(name),
    materialize: {
      view: materializeView,
      table: materializeTable,
      seed: materializeSeed,
      incremental: materializeIncremental,
      snapshot: materializeSnapshot,
    },
    storeFailures,
  },
  clickhouse: {
    type: 'clickhouse',
    relation: clickhouseRelation,
    materialize: clickhouseMaterializations,
    storeFailures: storeFailuresOnClickHouse,
  },
};
