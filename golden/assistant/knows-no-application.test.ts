import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';

const root = join(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');

/** Names that applications declare: of applications, models, metrics, measures, dimensions, columns. Plain words are everybody's. */
function declaredNames(): Set<string> {
  const found = new Set<string>();
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) for (const one of node) walk(one);
    else if (node && typeof node === 'object')
      for (const [key, value] of Object.entries(node)) {
        if (key === 'name' && typeof value === 'string') found.add(value);
        walk(value);
      }
  };
  for (const file of globSync('apps/*/warehouse/models/**/*.yml', { cwd: root })) walk(parse(read(file)));
  for (const file of globSync('apps/*/warehouse/models/**/*.sql', { cwd: root }))
    found.add((file.split('/').at(-1) ?? '').replace('.sql', ''));
  return new Set([...found].filter((name) => /_/.test(name)));
}

/** What runs of a file: comments may give examples. */
const code = (text: string): string => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '');

test('nothing in core/assistant names an application, its metrics, its columns or its data', () => {
  const names = declaredNames();
  assert.ok(
    names.size > 100 && names.has('montant_impaye') && names.has('chiffre_affaires_comptable'),
    'names are read',
  );
  const demo = code(read('apps/zones/demo/zone-catalogue.ts')).matchAll(/'(?:ZI-\w+)', '([^']+)'/g);
  const places = [...demo].map(([, place = '']) => place).filter((place) => place.length > 4);
  assert.ok(places.includes('Yopougon'), 'places are read');
  const applications = globSync('apps/*/app.ts', { cwd: root }).map((file) => file.split('/')[1] ?? '');
  const files = globSync('core/assistant/**/*.{ts,tsx,sql}', { cwd: root }).filter(
    (file) => !/\.test\.tsx?$|\/testing\/|\/web\/assistant\.messages\.ts$/.test(file),
  );
  assert.ok(files.length > 60);
  const faults: string[] = [];
  for (const file of files) {
    const text = code(read(file));
    for (const word of text.match(/[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)+/g) ?? [])
      if (names.has(word)) faults.push(`${file}: ${word}`);
    for (const place of places) if (text.includes(place)) faults.push(`${file}: ${place}`);
    for (const id of applications)
      if (new RegExp(`@griot/app-${id}|apps/${id}|['"\`]${id}['"\`]|demo-${id}`).test(text))
        faults.push(`${file}: ${id}`);
  }
  assert.deepEqual(faults, []);
});
