export { type Compiled, type CompiledColumn, compileMetricQuery } from './compile.ts';
export { loadSemanticModels, type SourceDocument } from './manifest/load.ts';
export type { SemanticManifest } from './manifest/model.ts';
