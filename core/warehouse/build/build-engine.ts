import { clickhouseMaterializations } from '../clickhouse/materialize.ts';
import { clickhouseRelation } from '../clickhouse/names.ts';
import { storeFailures as storeFailuresOnClickHouse } from '../clickhouse/store-failures.ts';
import { dataRelation } from '../engine/identifiers.ts';
import type { EngineType } from '../project/manifest.ts';
import { continueSlices } from './continue-slices.ts';
import { materializeIncremental } from './materialize-incremental.ts';
import { materializeSeed } from './materialize-seed.ts';
import { materializeTable, materializeView } from './materialize-select.ts';
import { materializeSnapshot } from './materialize-snapshot.ts';
import type { BuildEngine } from './node-work.ts';
import { storeFailures } from './store-failures.ts';

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
    continueSlices,
    storeFailures,
  },
  clickhouse: {
    type: 'clickhouse',
    relation: clickhouseRelation,
    materialize: clickhouseMaterializations,
    continueSlices: null,
    storeFailures: storeFailuresOnClickHouse,
  },
};
