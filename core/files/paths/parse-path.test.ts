import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { extensionOf, parseFolder, parsePath } from './parse-path.ts';

test('ordinary paths keep their words; accents get one form', () => {
  assert.equal(parsePath('Relevés/2026/Clients & zones (1).csv'), 'Relevés/2026/Clients & zones (1).csv');
  assert.equal(parsePath('Releve\u0301s/a.csv'), 'Relevés/a.csv');
  assert.equal(parsePath('.env'), '.env');
  assert.equal(parseFolder(''), '');
  assert.equal(extensionOf('a.b/Archive.TAR.GZ'), 'gz');
  assert.equal(extensionOf('a.b/.env'), '');
});

test('what could mean another place or deceive is refused, with the reason', () => {
  const cases: [string, string][] = [
    ['', 'empty_part'],
    ['/etc/passwd', 'absolute'],
    ['../autre', 'relative_part'],
    ['a/../../b', 'relative_part'],
    ['a/./b', 'relative_part'],
    ['a//b', 'empty_part'],
    ['a/', 'empty_part'],
    ['a\\..\\b', 'forbidden_character'],
    ['C:/a', 'forbidden_character'],
    ['a\0.csv', 'unseen_character'],
    ['a\nb', 'unseen_character'],
    ['facture\u202Efdp.exe', 'unseen_character'],
    ['a\uD800', 'unseen_character'],
    ['a /b', 'edge_blank_or_dot'],
    ['b.', 'edge_blank_or_dot'],
    ['...', 'edge_blank_or_dot'],
    ['dossier/NUL.csv', 'device_name'],
    ['é'.repeat(128), 'too_long'],
    ['a/'.repeat(600), 'too_long'],
  ];
  for (const [text, reason] of cases) {
    assert.throws(() => parsePath(text), { code: 'files.path_invalid', details: { path: text.slice(0, 300), reason } });
  }
});

test('whatever is accepted stays below its folder, and is its own parse', () => {
  const part = fc.oneof(
    fc.constantFrom('..', '.', '', '/', '\\', 'a', '\0', '%2e%2e', 'con', 'é'),
    fc.string({ unit: 'binary' }),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
      let parsed: string;
      try {
        parsed = parsePath(parts.join('/'));
      } catch {
        return;
      }
      assert.equal(parsePath(parsed), parsed);
      for (const flavour of [path.posix, path.win32]) {
        const place = flavour.resolve('/drive/tenant', parsed);
        assert.ok(place.startsWith(flavour.resolve('/drive/tenant') + flavour.sep), place);
      }
    }),
  );
});
