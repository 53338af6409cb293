import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Platform } from '@griot/application';
import { DomainError } from '@griot/kernel';
import { readCheckedYaml } from '@griot/widgets';
import { type ReportTemplate, reportTemplate } from '../spec/report-template.ts';
import { findOwnTemplate, listOwnTemplates, type OwnTemplate } from '../store/templates.ts';

/** `zones:mensuel` of an application, or a template that people of the tenant made (its number). */
export interface FoundTemplate {
  id: string;
  spec: ReportTemplate;
  /** Null: an application ships it. */
  own: Pick<OwnTemplate, 'version' | 'updatedAt' | 'updatedBy'> | null;
}

/** For whom a template is looked up: their organisation, and the applications it has enabled. */
export interface TemplateReader {
  tenantId: string;
  applications: readonly string[];
}

export interface Templates {
  all(reader: TemplateReader): Promise<FoundTemplate[]>;
  /** Throws `reports.unknown_template`, also for one of an application that is not open to the tenant. */
  one(id: string, reader: TemplateReader): Promise<FoundTemplate>;
}

/** Report templates that applications ship as files, read once; and those of the tenant, read each time. */
export function reportTemplates({ applications, store }: Pick<Platform, 'applications' | 'store'>): Templates {
  let read: Promise<ReadonlyMap<string, ReportTemplate>> | undefined;
  const shipped = () => {
    read ??= readAll(applications);
    return read;
  };
  const found = ({ id, spec, ...own }: OwnTemplate): FoundTemplate => ({ id, spec, own });
  return {
    async all({ tenantId, applications: open }) {
      const own = await store.withTenant(tenantId, listOwnTemplates, { readOnly: true });
      const files = [...(await shipped())].map(([id, spec]): FoundTemplate => ({ id, spec, own: null }));
      return [...own.map(found), ...files].filter(({ spec }) => open.includes(spec.application));
    },
    async one(id, { tenantId, applications: open }) {
      const file = (await shipped()).get(id);
      const own = file ? null : await store.withTenant(tenantId, (tx) => findOwnTemplate(tx, id), { readOnly: true });
      const one = file ? { id, spec: file, own: null } : own && found(own);
      if (one && open.includes(one.spec.application)) return one;
      throw new DomainError({ code: 'reports.unknown_template', kind: 'not_found', details: { id } });
    },
  };
}

/** The faults of a bad file are told all at once. */
async function readAll(applications: Platform['applications']): Promise<ReadonlyMap<string, ReportTemplate>> {
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
