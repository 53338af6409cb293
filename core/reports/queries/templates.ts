import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Platform } from '@griot/application';
import { DomainError } from '@griot/kernel';
import { englishWords, readCheckedYaml, withTitles } from '@griot/widgets';
import { z } from 'zod';
import { type ReportTemplate, reportTemplate } from '../spec/report-template.ts';
import { findOwnTemplate, listOwnTemplates, type OwnTemplate } from '../store/templates.ts';

/** `zones:mensuel` of an application, or a template that people of the tenant made (its number). */
export interface FoundTemplate {
  id: string;
  spec: ReportTemplate;
  /** Null: an application ships it. */
  own: Pick<OwnTemplate, 'version' | 'updatedAt' | 'updatedBy'> | null;
}

type Language = 'fr' | 'en';
type Shipped = Record<Language, ReadonlyMap<string, ReportTemplate>>;
const words = englishWords.extend({ area: z.string().trim().max(60) });

/** For whom a template is looked up: their organisation, the applications it has enabled, their language. */
export interface TemplateReader {
  tenantId: string;
  applications: readonly string[];
  locale: Language;
}

export interface Templates {
  all(reader: TemplateReader): Promise<FoundTemplate[]>;
  /** Throws `reports.unknown_template`, also for one of an application that is not open to the tenant. */
  one(id: string, reader: TemplateReader): Promise<FoundTemplate>;
}

/** Report templates that applications ship as files, read once; and those of the tenant, read each time. */
export function reportTemplates({ applications, store }: Pick<Platform, 'applications' | 'store'>): Templates {
  let read: Promise<Shipped> | undefined;
  const shipped = async (language: Language) => {
    read ??= readAll(applications);
    return (await read)[language];
  };
  const found = ({ id, spec, ...own }: OwnTemplate): FoundTemplate => ({ id, spec, own });
  return {
    async all({ tenantId, applications: open, locale }) {
      const own = await store.withTenant(tenantId, listOwnTemplates, { readOnly: true });
      const files = [...(await shipped(locale))].map(([id, spec]): FoundTemplate => ({ id, spec, own: null }));
      return [...own.map(found), ...files].filter(({ spec }) => open.includes(spec.application));
    },
    async one(id, { tenantId, applications: open, locale }) {
      const file = (await shipped(locale)).get(id);
      const own = file ? null : await store.withTenant(tenantId, (tx) => findOwnTemplate(tx, id), { readOnly: true });
      const one = file ? { id, spec: file, own: null } : own && found(own);
      if (one && open.includes(one.spec.application)) return one;
      throw new DomainError({ code: 'reports.unknown_template', kind: 'not_found', details: { id } });
    },
  };
}

/** The faults of a bad file are told all at once. `mensuel.en.yml` beside `mensuel.yml` has its words in English. */
async function readAll(applications: Platform['applications']): Promise<Shipped> {
  const fr = new Map<string, ReportTemplate>();
  const en = new Map<string, ReportTemplate>();
  for (const { id: application, reportsFolder: folder } of applications) {
    if (folder === undefined) continue;
    const files = (await readdir(folder)).filter((file) => file.endsWith('.yml')).sort();
    for (const name of files.filter((file) => !file.endsWith('.en.yml'))) {
      const text = (file: string) => readFile(join(folder, file), 'utf8');
      const file = `${application}/${name}`;
      const template = readCheckedYaml(await text(name), reportTemplate, file);
      if (template.application !== application)
        throw new DomainError({ code: 'reports.foreign_file', kind: 'invalid', details: { application, file } });
      const base = basename(name, '.yml');
      const id = `${application}:${base}`;
      fr.set(id, template);
      const english = `${base}.en.yml`;
      en.set(
        id,
        files.includes(english)
          ? inEnglish(template, readCheckedYaml(await text(english), words, `${application}/${english}`))
          : template,
      );
    }
  }
  return { fr, en };
}

function inEnglish(template: ReportTemplate, { title, description, area, widgets }: z.output<typeof words>) {
  return { ...template, title, description, area, widgets: template.widgets.map((one) => withTitles(one, widgets)) };
}
