import type { DomainErrorInput } from '@griot/kernel';
import type { BuildRecords } from '../build/build-records.ts';
import type { ReadEnd } from '../engine/read-query.ts';
import type { Cell } from '../engine/result-values.ts';
import type { BuildReport, BuildSummary, ProjectState } from '../generations/build-history.ts';
import type { GenerationComparison } from '../generations/compare-generations.ts';
import type { GenerationInfo } from '../generations/generation-info.ts';
import type { BuildState, OpenBuildInput, OpenedBuild } from '../generations/open-build.ts';
import type { PublishInput } from '../generations/publish-generation.ts';
import type { LoadSourceInput, LoadSourceResult, SourceVersion } from '../sources/load-source.ts';

/** Every operation of the warehouse process: what is asked, what is answered. Rows travel before the answer. */
export interface Operations {
  hello: { ask: Record<string, never>; answer: { pid: number; folder: string } };
  query: { ask: QueryAsk; answer: ReadEnd };
  'source.load': { ask: LoadSourceInput & { tenantId: string; timeoutMs: number }; answer: LoadSourceResult };
  'source.list': { ask: { tenantId: string }; answer: SourceVersion[] };
  'session.open': { ask: { tenantId: string; buildId: string | null }; answer: { session: string } };
  'session.run': { ask: SessionRunAsk; answer: SessionRunAnswer };
  'session.close': { ask: { session: string }; answer: null };
  'build.open': { ask: OpenBuildInput & { tenantId: string }; answer: OpenedBuild };
  'build.read': { ask: { tenantId: string; buildId: string }; answer: BuildState };
  /** Of an engine without transactions; in the other, records are part of the build's own. */
  'build.record': { ask: { tenantId: string; records: BuildRecords }; answer: null };
  'build.publish': { ask: PublishInput & { tenantId: string }; answer: GenerationInfo };
  'build.abandon': { ask: { tenantId: string; buildId: string; reason: string }; answer: null };
  'generation.list': { ask: { tenantId: string }; answer: { current: number | null; generations: GenerationInfo[] } };
  'generation.rollback': { ask: { tenantId: string; generation: number }; answer: GenerationInfo };
  'build.list': { ask: { tenantId: string; project: string | null; limit: number }; answer: BuildSummary[] };
  'build.report': { ask: { tenantId: string; buildId: string }; answer: BuildReport };
  'project.state': { ask: { tenantId: string; project: string }; answer: ProjectState };
  'tenant.compact': {
    ask: { tenantId: string; timeoutMs: number };
    answer: { bytesBefore: number; bytesAfter: number };
  };
  'tenant.copy': { ask: { tenantId: string; to: string; timeoutMs: number }; answer: { bytes: number } };
  /** What it takes on the disk; does not open it. */
  'tenant.size': { ask: { tenantId: string }; answer: { bytes: number } };
  'tenant.drop': { ask: { tenantId: string }; answer: null };
  'generation.compare': {
    ask: { tenantId: string; from: number; to: number; timeoutMs: number };
    answer: GenerationComparison;
  };
}

export interface QueryAsk {
  tenantId: string;
  sql: string;
  params: readonly unknown[];
  generation: number | 'current';
  timeoutMs: number;
  maxRows?: number;
  guard?: { tables: readonly string[] | null };
}

export interface SessionRunAsk {
  session: string;
  sql: string;
  params?: readonly unknown[];
  timeoutMs: number;
  maxRows?: number;
}

export interface SessionRunAnswer {
  columns: { name: string; type: string }[];
  /** Rows written by an INSERT, UPDATE, DELETE or CREATE TABLE AS. */
  changed: number;
}

export type OperationName = keyof Operations;

/** Client to process. */
export type ClientFrame = { id: number; op: OperationName; ask: unknown } | { id: number; cancel: true };

/** Process to client; `rows` any number of times, then `answer` or `error` once. */
export type ServerFrame =
  | { id: number; rows: Cell[][] }
  | { id: number; answer: unknown; rows?: Cell[][] }
  | { id: number; error: Omit<DomainErrorInput, 'cause'> };
