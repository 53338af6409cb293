/** What the steps of a build share, what they ask of an engine and what its materializations get: each names the others. */
import type { BuildState, BuiltNode } from '../generations/open-build.ts';
import type { CompiledNode, EngineType, Node, Project } from '../project/manifest.ts';
import type { Segment } from '../slices/segments.ts';
import type { Difference, Sliced, Tested } from '../slices/slices.ts';
import type { BuildJournal } from './build-journal.ts';
import type { BuildSession } from './build-session.ts';
import type { BuildEvent, RunOptions } from './build-types.ts';
import type { ProjectCompiler } from './project-compiler.ts';
import type { StoredFailures } from './store-failures.ts';

/** What a node or source is in this build: where it stands and what it contains. */
export interface Resolved {
  relation: string;
  contentId: string;
}

/** Everything the steps of one build share. `nodes` grows as nodes are built. */
export interface BuildContext {
  tenantId: string;
  engine: BuildEngine;
  project: Project;
  compiler: ProjectCompiler;
  state: BuildState;
  /** Of the project's nodes in this build, or else in the generation it starts from. */
  nodes: Map<string, Resolved>;
  base: ReadonlyMap<string, BuiltNode>;
  /** Tables and views that are there already, by node id and content. */
  existing: ReadonlyMap<string, { relation: string; rows: number | null }>;
  /** Failures counted by tests that passed before, by digest of their SQL. */
  passed: ReadonlyMap<string, number>;
  /** Slice by slice what relations were made from; grows as nodes are built. */
  sliced: Map<string, Sliced>;
  /** On what each test passed last, by its id. */
  tested: ReadonlyMap<string, Tested>;
  /** The tables that relations show which are none themselves, as the build found them. */
  segments: ReadonlyMap<string, readonly Segment[]>;
  /** In which slices versions of raw tables differ, by both names. */
  differences: Map<string, Promise<Difference | null>>;
  journal: BuildJournal;
  options: RunOptions;
  staging: string;
  emit(event: BuildEvent): void;
}

/** What of a table is made anew. */
export interface ChangedSlices {
  /** The tables of the former one. */
  segments: readonly Segment[];
  column: string;
  /** Slices that changed. */
  values: string[];
  /** The model's SQL over these slices of its inputs. */
  sql: string;
}

/** What a build asks of an engine beside its operations: where relations stand, and how they are made. */
export interface BuildEngine {
  type: EngineType;
  /** The physical relation of that name, as SQL. */
  relation(tenantId: string, name: string): string;
  materialize: Record<string, Materialize>;
  /** Makes a table of the former one and of those slices that changed; null where tables are built whole. */
  continueSlices: ((work: NodeWork, slices: ChangedSlices) => Promise<Made>) | null;
  /** Keeps all failing rows of a test under its name; answers the relation as SQL. */
  storeFailures(session: BuildSession, o: StoredFailures): Promise<string>;
}

/** What a materialization gets. All its statements run in one open transaction of `session`. */
export interface NodeWork {
  context: BuildContext;
  session: BuildSession;
  node: Node;
  /** Physical name to make, in schema `data`; nothing has it yet. */
  relation: string;
  /** As built whole, `this` resolved. */
  compiled: CompiledNode;
  /** The former table, when it is to be continued and not made anew. */
  former: BuiltNode | null;
  /** Compiled as a continuation of `former`. */
  compileIncremental(batch?: { start: string; end: string }): Promise<CompiledNode>;
}

/** `sql`: what was run to get the rows, for people to read. */
export interface Made {
  kind: 'table' | 'view';
  sql: string;
  /** When the statement that made it said so. */
  rows?: number;
}

export type Materialize = (work: NodeWork) => Promise<Made>;
