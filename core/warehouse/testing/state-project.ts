import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { newId } from '@griot/kernel';
import type { BuildOptions, BuildResult } from '../build/build-types.ts';
import type { TenantWarehouse, Warehouse } from '../client/warehouse.ts';
import { type Cleanup, loadRows } from './index.ts';

export type Files = Record<string, string>;

/** A project of one tenant of its own, built step by step on a warehouse that the tests of a file share. */
export interface StateProject {
  tenant: TenantWarehouse;
  projectDir: string;
  write(files: Files): Promise<void>;
  build(o?: Omit<BuildOptions, 'projectDir'>): Promise<BuildResult>;
  /** Like `build`; fails with the reason when something in it failed. */
  good(o?: Omit<BuildOptions, 'projectDir'>): Promise<BuildResult>;
  /** Rows of one SELECT over what is published. */
  rows(sql: string): Promise<unknown[][]>;
  count(table: string): Promise<number>;
  /** Replaces the source `raw.<name>`. */
  load(name: string, columns: Record<string, string>, rows: (string | null)[][]): Promise<void>;
}

export async function stateProject(t: Cleanup, warehouse: Warehouse, files: Files): Promise<StateProject> {
  const projectDir = await mkdtemp(join(tmpdir(), 'griot-states-'));
  t.after(() => rm(projectDir, { recursive: true, force: true }));
  const tenant = warehouse.tenant(newId());
  let loads = 0;
  const write = async (more: Files): Promise<void> => {
    for (const [file, text] of Object.entries(more)) {
      await mkdir(dirname(join(projectDir, file)), { recursive: true });
      await writeFile(join(projectDir, file), text);
    }
  };
  const build: StateProject['build'] = (o = {}) => tenant.build({ projectDir, ...o });
  const rows = async (sql: string): Promise<unknown[][]> => (await tenant.query(sql)).rows;
  await write({ 'dbt_project.yml': "name: states\nversion: '1.0'\nconfig-version: 2\nprofile: states\n", ...files });
  return {
    tenant,
    projectDir,
    write,
    build,
    async good(o) {
      const result = await build(o);
      const bad = [...result.nodes, ...result.tests].filter((one) => one.error !== undefined || one.status === 'fail');
      if (!result.ok) throw new Error(JSON.stringify(bad, null, 1));
      return result;
    },
    rows,
    count: async (table) => Number((await rows(`SELECT count(*) FROM ${table}`))[0]?.[0]),
    async load(name, columns, list) {
      loads += 1;
      await loadRows(tenant, { source: `raw.${name}`, columns, rows: list, loadId: `l${loads}` });
    },
  };
}

/** Ids from one to the other, both included. */
export const ids = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);

/** `sources.yml` of `raw` with these tables. */
export const rawSources = (...tables: string[]): string =>
  `version: 2\nsources:\n  - name: raw\n    tables:\n${tables.map((name) => `      - name: ${name}\n`).join('')}`;
