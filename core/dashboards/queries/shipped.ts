import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Application } from '@griot/application';
import { DomainError } from '@griot/kernel';
import { englishWords, readCheckedYaml, withTitles } from '@griot/widgets';
import type { z } from 'zod';
import { type DashboardSpec, dashboardSpec } from '../spec/dashboard-spec.ts';

export interface ShippedDashboard {
  /** `zones:finance`: the application, and the file's name without `.yml`. */
  id: string;
  spec: DashboardSpec;
}

type Language = 'fr' | 'en';
/** In the reader's language, as far as the application gives its words. */
export type Shipped = (language: Language) => Promise<ReadonlyMap<string, ShippedDashboard>>;

/** Dashboards that applications ship as files, read once. A file with faults fails the reading, all faults told. */
export function shippedDashboards(applications: readonly Application[]): Shipped {
  let read: Promise<Record<Language, ReadonlyMap<string, ShippedDashboard>>> | undefined;
  return async (language) => {
    read ??= readAll(applications);
    return (await read)[language];
  };
}

async function readAll(applications: readonly Application[]) {
  const fr = new Map<string, ShippedDashboard>();
  const en = new Map<string, ShippedDashboard>();
  for (const { id: application, dashboardsFolder: folder } of applications) {
    if (folder === undefined) continue;
    const files = (await readdir(folder)).filter((name) => name.endsWith('.yml')).sort();
    for (const name of files.filter((file) => !file.endsWith('.en.yml'))) {
      const text = (file: string) => readFile(join(folder, file), 'utf8');
      const spec = readCheckedYaml(await text(name), dashboardSpec, `${application}/${name}`);
      if (spec.application !== application) {
        throw new DomainError({ code: 'dashboards.foreign_file', kind: 'invalid', details: { application, name } });
      }
      const base = basename(name, '.yml');
      const id = `${application}:${base}`;
      fr.set(id, { id, spec });
      const words = `${base}.en.yml`;
      const english = files.includes(words)
        ? inEnglish(spec, readCheckedYaml(await text(words), englishWords, `${application}/${words}`))
        : spec;
      en.set(id, { id, spec: english });
    }
  }
  return { fr, en };
}

function inEnglish(spec: DashboardSpec, words: z.output<typeof englishWords>): DashboardSpec {
  const items = spec.items.map(({ place, widget }) => ({ place, widget: withTitles(widget, words.widgets) }));
  return { ...spec, title: words.title, description: words.description, items };
}
