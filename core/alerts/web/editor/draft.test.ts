import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressesOf, draftOf, newDraft, readDraft, usualNight } from './draft.ts';

const filled = {
  ...{ ...newDraft('zones', 'taux_impaye'), name: ' Impayés ', limit: '15.5', recipients: 'a@b.ci, c@d.ci\ne@f.ci' },
  ...{ quiet: usualNight, escalation: [{ afterMinutes: '30', recipients: 'chef@b.ci' }] },
};

test('what is typed becomes what the server takes, and comes back the same', () => {
  const { input, faults } = readDraft(filled);
  assert.deepEqual(faults, []);
  assert.ok(input);
  assert.deepEqual([input.name, input.limit, input.recipients], ['Impayés', 15.5, ['a@b.ci', 'c@d.ci', 'e@f.ci']]);
  assert.deepEqual(readDraft(draftOf(input)).input, input);
});

test('all faults come at once, with their fields', () => {
  const draft = {
    ...{ ...newDraft('zones'), recipients: 'a@b.ci nobody', quiet: { ...usualNight, to: '7h' } },
    escalation: [
      { afterMinutes: '30', recipients: 'chef@b.ci' },
      { afterMinutes: '30', recipients: '' },
    ],
  };
  assert.deepEqual(
    readDraft(draft).faults.map(({ field, key }) => `${field}:${key}`),
    [
      ...['name:required', 'metric:required', 'limit:required', 'recipients:badAddress', 'quiet:badTime'],
      ...['escalation.1:laterThanBefore', 'escalation.1:required'],
    ],
  );
});

test('the rule can be tried before the rest is filled in, and tells nobody', () => {
  const { rule, input } = readDraft({ ...filled, name: '' });
  assert.equal(input, null);
  assert.deepEqual([rule?.limit, rule?.recipients, rule?.escalation], [15.5, [], []]);
  assert.equal(readDraft({ ...filled, limit: null }).rule, null);
  assert.ok(readDraft({ ...filled, kind: 'no_data', limit: null }).rule, 'the absence needs no limit');
});

test('a filter without a value is none yet; freshness has no dimension', () => {
  const filters = [
    { dimension: 'zone', operator: 'in' as const, value: [] },
    { dimension: 'secteur', operator: 'in' as const, value: ['BTP'] },
  ];
  const { input } = readDraft({ ...filled, filters, kind: 'freshness', dimension: 'zone' });
  assert.deepEqual([input?.filters.length, input?.dimension], [1, null]);
});

test('addresses are separated by whatever people put between them', () => {
  assert.deepEqual(addressesOf(' a@b.ci;c@d.ci\n,e@f.ci '), ['a@b.ci', 'c@d.ci', 'e@f.ci']);
});
