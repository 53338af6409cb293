export type {
  BuildEvent,
  BuildOptions,
  BuildResult,
  Failure,
  NodeResult,
  NodeStatus,
  OpenOptions,
  PublishOptions,
  RunOptions,
  RunResult,
  TestResult,
  TestStatus,
} from './build/build-types.ts';
export type { SourceFreshness } from './build/freshness.ts';
export { type ConnectClickHouseOptions, connectClickHouse } from './client/connect-clickhouse.ts';
export { type ConnectOptions, connectWarehouse, type WarehouseRead } from './client/connect-warehouse.ts';
export type { QueryOptions, QueryResult, SandboxOptions, TenantWarehouse, Warehouse } from './client/warehouse.ts';
export type { ColumnInfo } from './engine/read-query.ts';
export type { Cell } from './engine/result-values.ts';
export type { BuildReport, BuildSummary } from './generations/build-history.ts';
export type { GenerationComparison, RelationDifference } from './generations/compare-generations.ts';
export type { GenerationInfo, GenerationNode, GenerationSource } from './generations/generation-info.ts';
export { aboutOf, type GenerationProject, type TestVerdict } from './generations/project-lineage.ts';
export {
  type ColumnPlace,
  type SelectToTrace,
  type TracedColumn,
  type TracedNode,
  traceProject,
} from './lineage/project-lineage.ts';
export { warehouseSocketPath } from './process/run-folder.ts';
export {
  startWarehouseProcess,
  type WarehouseProcess,
  type WarehouseProcessOptions,
} from './process/start-warehouse-process.ts';
export * from './project/index.ts';
export { openScratch, type Scratch, type ScratchOptions } from './scratch/open-scratch.ts';
export type { ScratchAnswer, ScratchTable } from './scratch/scratch-protocol.ts';
export { cleanCsvLine } from './sources/clean-csv.ts';
export type { LoadSourceInput, LoadSourceResult, SourceVersion } from './sources/load-source.ts';
export type { SourceColumn } from './sources/source-columns.ts';
