import type { NodeRecord, TestRecord } from '../build/build-records.ts';
import type { GenerationInfo, GenerationNode, GenerationSource } from '../generations/generation-info.ts';
import type { BuildState, BuiltNode } from '../generations/open-build.ts';

/** What the journal keeps, by kind. Keys: builds by id, nodes and tests by `build/id`, relations by name, loads by `source/loadId`. */
export interface BuildDocument
  extends Pick<
    BuildState,
    'buildId' | 'project' | 'key' | 'state' | 'generation' | 'base' | 'vars' | 'projectHash' | 'projectDir' | 'openedAt'
  > {
  sources: BuildState['sources'];
  reason: string | null;
  closedAt: string | null;
}

export type NodeDocument = Omit<NodeRecord, 'startedAt'> & { startedAt: string };

export type TestDocument = TestRecord;

export interface RelationDocument extends BuiltNode {
  project: string;
  /** Of a view: the relations it reads. */
  inputs: string[];
  buildId: string;
}

export interface LoadDocument {
  source: string;
  loadId: string;
  relation: string;
  rows: number;
  loadedRows: number;
  columns: string;
  checksum: string;
  loadedAt: string;
}

export interface GenerationDocument extends Omit<GenerationInfo, 'nodes' | 'sources' | 'projects'> {
  nodes: (GenerationNode & { contentId: string; buildId: string })[];
  sources: (GenerationSource & { relation: string })[];
  /** Not there in generations of before. */
  projects?: GenerationInfo['projects'];
}

export interface StateDocument {
  state: string;
}

export interface PointerDocument {
  generation: number;
}
