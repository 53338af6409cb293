import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Application } from '@griot/application';
import { DomainError } from '@griot/kernel';
import { readCheckedYaml } from '@griot/widgets';
import { type DashboardSpec, dashboardSpec } from '../spec/dashboard-spec.ts';

export interface ShippedDashboard {
  /** `zones:finance`: the application, and the file's name without `.yml`. */
  id: string;
  spec: DashboardSpec;
}

export type Shipped = () => Promise<ReadonlyMap<string, ShippedDashboard>>;

/** Dashboards that applications ship as files, read once. A file with faults fails the reading, all faults told. */
export function shippedDashboards(applications: readonly Application[]): Shipped {
  let read: Promise<ReadonlyMap<string, ShippedDashboard>> | undefined;
  return () => {
    read ??= readAll(applications);
    return read;
  };
}

async function readAll(applications: readonly Application[]): Promise<ReadonlyMap<string, ShippedDashboard>> {
  const all = new Map<string, ShippedDashboard>();
  for (const { id: application, dashboardsFolder: folder } of applications) {
    if (folder === undefined) continue;
    const names = (await readdir(folder)).filter((name) => name.endsWith('.yml')).sort();
    for (const name of names) {
      const spec = readCheckedYaml(await readFile(join(folder, name), 'utf8'), dashboardSpec, `${application}/${name}`);
      if (spec.application !== application) {
        throw new DomainError({ code: 'dashboards.foreign_file', kind: 'invalid', details: { application, name } });
      }
      const id = `${application}:${basename(name, '.yml')}`;
      all.set(id, { id, spec });
    }
  }
  return all;
}
