import type { DuckDBConnection } from '@duckdb/node-api';
import { META_SCHEMA } from '../engine/identifiers.ts';
import { all, count, countOrNull, type Row, text, textOrNull } from '../engine/statements.ts';
import type { GenerationProject } from './project-lineage.ts';

export interface GenerationNode {
  /** `model.zones.mart_x`. */
  id: string;
  project: string;
  /** The name queries use. */
  name: string;
  /** Physical table or view in schema `data`. */
  relation: string;
  kind: 'table' | 'view';
  /** Null for a view. */
  rows: number | null;
  /** `reused`: nothing it is made from had changed, or another project's. */
  status: 'built' | 'reused';
}

export interface GenerationSource {
  name: string;
  project: string;
  loadId: string;
  loadedAt: string;
  rows: number;
}

/** What readers see between two publications: a passport for every number read from it. Times are ISO 8601 in UTC. */
export interface GenerationInfo {
  id: number;
  publishedAt: string;
  /** The build and project that made it; nodes of other projects are carried over. */
  buildId: string;
  project: string;
  projectHash: string;
  tests: { passed: number; warned: number; failed: number };
  nodes: GenerationNode[];
  sources: GenerationSource[];
  /** What each project was: which node reads which, and the last verdict of every test. Empty in generations of before. */
  projects: GenerationProject[];
}

const asNode = (row: Row): GenerationNode => ({
  id: text(row.node_id),
  project: text(row.project),
  name: text(row.name),
  relation: text(row.relation),
  kind: row.kind === 'view' ? 'view' : 'table',
  rows: countOrNull(row.rows),
  status: row.status === 'built' ? 'built' : 'reused',
});

const asSource = (row: Row): GenerationSource => ({
  name: text(row.source),
  project: text(row.project),
  loadId: text(row.load_id),
  loadedAt: text(row.loaded_at),
  rows: count(row.rows),
});

function asTests(value: string | null): GenerationInfo['tests'] {
  const parsed = (value === null ? {} : JSON.parse(value)) as Partial<GenerationInfo['tests']>;
  return { passed: parsed.passed ?? 0, warned: parsed.warned ?? 0, failed: parsed.failed ?? 0 };
}

/** Generations that can still be read, newest first; only the given one when `id` is. */
export async function readGenerations(connection: DuckDBConnection, id?: number): Promise<GenerationInfo[]> {
  const which = id === undefined ? '' : 'AND id = $1';
  const params = id === undefined ? [] : [id];
  const heads = await all(
    connection,
    `SELECT * FROM ${META_SCHEMA}.generations WHERE NOT dropped ${which} ORDER BY id DESC`,
    params,
  );
  const ids = heads.map((head) => count(head.id)).join(', ');
  if (ids === '') return [];
  const nodes = await all(
    connection,
    `SELECT * FROM ${META_SCHEMA}.generation_nodes WHERE generation IN (${ids}) ORDER BY name`,
  );
  const sources = await all(
    connection,
    `SELECT * FROM ${META_SCHEMA}.generation_sources WHERE generation IN (${ids}) ORDER BY source`,
  );
  const projects = await all(
    connection,
    `SELECT * FROM ${META_SCHEMA}.generation_projects WHERE generation IN (${ids}) ORDER BY project`,
  );
  return heads.map((head) => ({
    id: count(head.id),
    publishedAt: text(head.published_at),
    buildId: text(head.build_id),
    project: text(head.project),
    projectHash: text(head.project_hash),
    tests: asTests(textOrNull(head.tests)),
    nodes: nodes.filter((node) => node.generation === head.id).map(asNode),
    sources: sources.filter((source) => source.generation === head.id).map(asSource),
    projects: projects
      .filter((project) => project.generation === head.id)
      .map((project) => JSON.parse(text(project.document)) as GenerationProject),
  }));
}
