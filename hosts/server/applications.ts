import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Application } from '@griot/application';

const APPS_DIR = resolve(import.meta.dirname, '../../apps');

/**
 * The applications that are installed: one per folder of `apps/` (or a link to one) with an `app.ts` whose default export is its
 * manifest. There is no list to keep: removing a folder removes the application.
 */
export async function loadApplications(appsDir: string = APPS_DIR): Promise<Application[]> {
  const folders = readdirSync(appsDir)
    .filter((name) => existsSync(join(appsDir, name, 'app.ts')))
    .sort();
  return Promise.all(
    folders.map(async (folder) => {
      const module = (await import(pathToFileURL(join(appsDir, folder, 'app.ts')).href)) as { default: Application };
      if (module.default?.id !== folder) {
        throw new Error(`apps/${folder}/app.ts must export a manifest whose id is "${folder}"`);
      }
      return module.default;
    }),
  );
}
