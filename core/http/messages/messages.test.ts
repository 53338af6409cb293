import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { STATUS } from '../errors/answer.ts';
import { createCatalogue, preferredLanguage } from './catalogue.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import { issueSentences } from './issue-sentence.ts';

test('both languages say the same things, with the same blanks', () => {
  assert.deepEqual(Object.keys(en).sort(), Object.keys(fr).sort());
  const blanks = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([blank]) => blank).sort();
  for (const [code, text] of Object.entries(fr))
    assert.deepEqual(blanks(en[code as keyof typeof en]), blanks(text), code);
});

test('every kind has a sentence and a status', () => {
  for (const kind of Object.keys(STATUS)) assert.ok(`kind.${kind}` in fr, kind);
});

test('blanks are filled with plain values only', () => {
  const catalogue = createCatalogue([
    { fr: { 'x.y': 'Il reste {left} sur {all}.' }, en: { 'x.y': '{left} of {all}.' } },
  ]);
  assert.equal(catalogue.sentence('fr', 'x.y', 'conflict', { left: 2, all: '7,5 kg' }), 'Il reste 2 sur 7,5 kg.');
  assert.equal(catalogue.sentence('en', 'x.y', 'conflict', { left: { a: 1 } }), '… of ….');
  assert.equal(catalogue.sentence('fr', 'x.y', 'conflict', { left: '{all}', all: 'x' }), 'Il reste {all} sur x.');
  assert.equal(catalogue.sentence('en', 'un.known', 'not_found'), 'Not found.');
  assert.equal(catalogue.sentence('fr', 'constructor', 'conflict'), fr['kind.conflict']);
});

test('the language is the one the caller prefers, else French', () => {
  const cases: [string | undefined, string][] = [
    [undefined, 'fr'],
    ['', 'fr'],
    ['en', 'en'],
    ['en-GB,en;q=0.9,fr;q=0.8', 'en'],
    ['fr-CI, en;q=0.9', 'fr'],
    ['de, en;q=0.5, fr;q=0.4', 'en'],
    ['de', 'fr'],
    ['en;q=0', 'fr'],
    ['*', 'fr'],
    [';;;,,,q=', 'fr'],
  ];
  for (const [header, language] of cases) assert.equal(preferredLanguage(header), language, header);
  assert.equal(preferredLanguage('de', 'en'), 'en');
});

test('faults of input read well in French', () => {
  const schema = z.object({
    nom: z.string().min(2),
    montant: z.number().positive(),
    lignes: z.array(z.string()).max(1),
    segment: z.enum(['A', 'B']),
    mail: z.email(),
    propre: z.string().refine((text) => text === 'x', 'doit être x'),
  });
  const sentences = (value: unknown) =>
    schema
      .safeParse(value, { error: issueSentences('fr') })
      .error?.issues.map((i) => `${i.path.join('.')} ${i.message}`);
  assert.deepEqual(
    sentences({}),
    ['nom', 'montant', 'lignes', 'segment', 'mail', 'propre'].map((name) => {
      return name === 'segment' ? `${name} doit être l’une de ces valeurs : A, B` : `${name} obligatoire`;
    }),
  );
  assert.deepEqual(sentences({ nom: 'a', montant: -1, lignes: ['a', 'b'], segment: 'C', mail: 'x', propre: 'y' }), [
    'nom doit avoir au moins 2 caractère(s)',
    'montant doit valoir plus de 0',
    'lignes doit avoir au plus 1 élément(s)',
    'segment doit être l’une de ces valeurs : A, B',
    'mail doit être une adresse e-mail',
    'propre doit être x',
  ]);
});
