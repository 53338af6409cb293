import type { BuiltNode } from '../generations/open-build.ts';
import type { CompiledNode, Node } from '../project/manifest.ts';
import type { BuildContext } from './build-context.ts';
import type { BuildSession } from './build-session.ts';

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
