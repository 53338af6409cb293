import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hashPassword, isOutdatedHash, UNKNOWN_USER_HASH, verifyPassword } from './hash-password.ts';
import { passwordFaults } from './password-rules.ts';

test('a password is right or wrong, however its accents were typed', async () => {
  const phc = await hashPassword('Été à Gorée 1776');
  assert.match(phc, /^\$argon2id\$/);
  assert.ok(await verifyPassword(phc, 'Été à Gorée 1776'.normalize('NFD')));
  assert.ok(!(await verifyPassword(phc, 'été à Gorée 1776')));
});

test('what unknown people are compared with costs the same as a real password', async () => {
  assert.equal(isOutdatedHash(UNKNOWN_USER_HASH), false);
  assert.equal(await verifyPassword(UNKNOWN_USER_HASH, ''), false);
});

test('a hash under a weaker policy is outdated', () => {
  assert.ok(isOutdatedHash(UNKNOWN_USER_HASH.replace('m=19456', 'm=4096')));
});

test('rules of passwords', () => {
  const names = ['awa.kone@zones.test', 'Awa Koné'];
  const cases: [string, string[]][] = [
    ['Sept baobabs au bord du fleuve', []],
    ['court', ['too_short']],
    ['x'.repeat(257), ['too_long', 'repetitive']],
    ['aaaaaaaaaaaa', ['repetitive']],
    ['abcdefghijkl', ['repetitive']],
    ['9876543210', ['repetitive']],
    ['Motdepasse12', ['common']],
    ['azertyuiop', ['common']],
    ['awa.kone2026', ['contains_name']],
    ['awa koné 12', ['contains_name']],
    ['les mangues d’awa.kone en saison', []],
    ['🥭🥭🌊🌊🐟🐟🌴🌴☀️🌧️', []],
  ];
  for (const [password, faults] of cases) assert.deepEqual(passwordFaults(password, names), faults, password);
});
