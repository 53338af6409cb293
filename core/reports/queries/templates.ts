import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Application } from '@griot/application';
import { DomainError } from '@griot/kernel';
import { readCheckedYaml } from '@griot/widgets';
import { type ReportTemplate, reportTemplate } from '../spec/report-template.ts';

export interface Templates {
  all(): Promise<ReadonlyMap<string, ReportTemplate>>;
  /** `zones:mensuel`. Throws `reports.unknown_template`, also for one of an application that is not open to the tenant. */
  one(id: string, applications: readonly string[]): Promise<ReportTemplate>;
}

/** Report templates that applications ship as files, read once; the faults of a bad file are told all at once. */
export function reportTemplates(applications: readonly Application[]): Templates {
  let read: Promise<ReadonlyMap<string, ReportTemplate>> | undefined;
  const all = () => {
    read ??= readAll(applications);
    return read;
  };
  return {
    all,
    async one(id, open) {
      const found = (await all()).get(id);
      if (found && open.includes(found.application)) return found;
      throw new DomainError({ code: 'reports.unknown_template', kind: 'not_found', details: { id } });
    },
  };
}

async function readAll(applications: readonly Application[]): Promise<ReadonlyMap<string, ReportTemplate>> {
  const found = new Map<string, ReportTemplate>();
  for (const { id: application, reportsFolder: folder } of applications) {
    if (folder === undefined) continue;
    for (const name of (await readdir(folder)).filter((file) => file.endsWith('.yml')).sort()) {
      const file = `${application}/${name}`;
      const template = readCheckedYaml(await readFile(join(folder, name), 'utf8'), reportTemplate, file);
      if (template.application !== application)
        throw new DomainError({ code: 'reports.foreign_file', kind: 'invalid', details: { application, file } });
      found.set(`${application}:${basename(name, '.yml')}`, template);
    }
  }
  return found;
}
