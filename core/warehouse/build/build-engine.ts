import { clickhouseMaterializations } from '../clickhouse/materialize.ts';
import { clickhouseRelation } from '../clickhouse/names.ts';
import { dataRelation } from '../engine/identifiers.ts';
import type { EngineType } from '../project/manifest.ts';
import { materializeIncremental } from './materialize-incremental.ts';
import { materializeSeed } from './materialize-seed.ts';
import { materializeTable, materializeView } from './materialize-select.ts';
import { materializeSnapshot } from './materialize-snapshot.ts';
import type { Materialize } from './node-work.ts';

/** What a build asks of an engine beside its operations: where relations stand, and how they are made. */
export interface BuildEngine {
  type: EngineType;
  /** The physical relation of that name, as SQL. */
  relation(tenantId: string, name: string): string;
  materialize: Record<string, Materialize>;
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
  },
  clickhouse: { type: 'clickhouse', relation: clickhouseRelation, materialize: clickhouseMaterializations },
};
