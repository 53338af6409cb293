import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseScopes, writeScopes } from './scopes-text.ts';

test('scopes are written a line each and read back; a line that is none is named', () => {
  const scopes = [
    { kind: 'zones.zone', id: 'ZI-KOU' },
    { kind: 'zones.region', id: "District d'Abidjan" },
  ];
  assert.deepEqual(parseScopes(`\n${writeScopes(scopes)}\n`), { scopes, wrong: null });
  assert.deepEqual(parseScopes(''), { scopes: [], wrong: null });
  assert.deepEqual(parseScopes('zones.zone ZI-KOU\nKoumassi'), { scopes: null, wrong: { line: 2, text: 'Koumassi' } });
});
