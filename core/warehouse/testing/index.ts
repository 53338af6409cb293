export { chdbWarehouse } from './chdb-warehouse.ts';
export { type KillReport, killAtStatements, type Moment } from './kill-at-statements.ts';
export { loadRows, type RowsToLoad } from './load-rows.ts';
export {
  type PlainModel,
  type PlainProject,
  type PlainSql,
  type PlainTest,
  plainCompiler,
} from './plain-project.ts';
export { type Cleanup, type TestWarehouse, type TestWarehouseOptions, testWarehouse } from './test-warehouse.ts';
