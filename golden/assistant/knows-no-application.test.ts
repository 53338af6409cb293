import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { FILLERS, PARTICLES } from '../../core/assistant/language/fillers.ts';
import { fold, stem } from '../../core/assistant/language/fold.ts';
import { TIME_WORDS } from '../../core/assistant/time/words.ts';

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

/** Where a declaration says what its things are called, in short; sentences and turns of speech hold everybody's words too. */
const CALLED = new Set(['label', 'synonyms', 'values', 'said', 'kinds', 'bands', 'families', 'words']);
const LONGEST_NAME = 3;

const wordsIn = (text: string): string[] => (fold(text).match(/[a-z]{3,}/g) ?? []).map(stem);
const wordSet = (text: string): ReadonlySet<string> => new Set(wordsIn(text));

/** Words by which applications call their things and their figures, with the applications that do. */
function declaredWords(): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  const small = new Set([...FILLERS, ...PARTICLES, ...TIME_WORDS].map(stem));
  const take = (node: unknown, application: string): void => {
    if (typeof node === 'string' && node.split(/\s+/).length <= LONGEST_NAME) {
      for (const word of wordsIn(node))
        if (!small.has(word)) found.set(word, (found.get(word) ?? new Set()).add(application));
    } else if (Array.isArray(node)) for (const one of node) take(one, application);
    else if (node && typeof node === 'object') for (const one of Object.values(node)) take(one, application);
  };
  const walk = (node: unknown, application: string): void => {
    if (Array.isArray(node)) for (const one of node) walk(one, application);
    else if (node && typeof node === 'object')
      for (const [key, value] of Object.entries(node)) {
        if (CALLED.has(key)) take(value, application);
        walk(value, application);
      }
  };
  for (const file of globSync('apps/*/warehouse/models/**/*.yml', { cwd: root }))
    walk(parse(read(file)), file.split('/')[1] ?? '');
  return found;
}

/**
 * Ordinary words that turns, phrases and refusals are made of, though some application calls something by one of them: to measure,
 * to compare and to order (`nombre`, `part`, `classe`, `petit`), verbs that anybody does anything with (`compte`, `occupe`, `doit`,
 * `envoyé`) or orders (`attribuer`), what is done in any book (`solde`, `annulé`), and what other organisations of the platform are called where their data
 * is refused (`client`, `locataire`, `cabinet`).
 */
const ORDINARY = wordSet(`
  nombre number count montant amount somme total taux rate valeur value moyen moyenne average mean pourcentage percentage part variation courbe
  numero code mode classe premier grand petit petite mauvais place lieu cote pays frais dehors raison activite debut round bottom break left worth
  par per pas non not top sum out gap due avec sans autre entre moins deux fois temps time cours period termine daily quotidien journalier journaliere nouvelle
  compte account depasse doit doivent owes font constat decline declined etendu occupe perdu porte parti plot issu recu envoye vendu paye echu
  solde retard facture annule charge corrige corriger lettre rembourse reverse resilie vide comptable
  attribuer payer pay transfer
  client entreprise company locataire tenant bancaire adresse identifiant
`);

/**
 * Words that any trade has, by which synonyms and spellings are told though one application alone declares them: it sells and buys
 * products, in shops, of a stock; it earns and spends, is owed and is paid.
 */
const OF_BUSINESS = wordSet(`
  new product item stock inventory store shop boutique agent fournisseur supplier vendor transaction ville city country canal channel cheque
  cout cost depense expense marge margin profit benefice tresorerie treso recette billing issued annulation canceled cancelled
  debt arrear aging delay acquitte regle percu received encaisse rentre trop collecte ratio method nouveau
`);

test('no turn of speech, phrase or family of the assistant is about the things of one application', () => {
  const owners = declaredWords();
  for (const word of ['lot', 'parcelle', 'occupation', 'viabilisation', 'encaissement', 'balance', 'marchand'])
    assert.ok(owners.has(stem(word)), `${word} is read`);
  const files = globSync('core/assistant/language/*.ts', { cwd: root }).filter((file) => !file.endsWith('.test.ts'));
  const faults: string[] = [];
  for (const file of files) {
    // Synonyms and spellings may hold what several applications say; the grammar of questions holds nobody's words.
    const vocabulary = /\/(families|informal)\.ts$/.test(file);
    for (const [text] of code(read(file)).matchAll(/'[^'\n]*'|`[^`]*`/g))
      for (const word of wordsIn(text)) {
        const by = owners.get(word);
        if (by === undefined || ORDINARY.has(word)) continue;
        if (vocabulary && (by.size > 1 || OF_BUSINESS.has(word))) continue;
        faults.push(`${file}: ${word} of ${[...by].join(', ')}`);
      }
  }
  assert.deepEqual([...new Set(faults)], []);
});
