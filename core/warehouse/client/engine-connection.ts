import type { OperationName, Operations } from '../process/protocol.ts';
import type { EngineType } from '../project/manifest.ts';
import type { CallOptions } from './channel.ts';

/** The way to an engine: the warehouse process (DuckDB), or a ClickHouse server. Both answer the same operations. */
export interface EngineConnection {
  readonly engine: EngineType;
  call<Name extends OperationName>(
    op: Name,
    ask: Operations[Name]['ask'],
    o?: CallOptions,
  ): Promise<Operations[Name]['answer']>;
  /** A way of its own for one long answer, where reading may pause; absent where an engine has none. */
  lane?(): Promise<Lane>;
  close(): void;
}

export interface Lane {
  call: EngineConnection['call'];
  pause(): void;
  resume(): void;
  close(): void;
}
