import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { FileProfile } from '../attachment/profile-file.ts';
import { shopAssistant } from '../testing/shop-assistant.ts';

type Attached = { id: string; conversationId: string; name: string; profile: FileProfile; suggestions: string[] };

const ROWS = [
  ['Client;Ville;Montant;Quantité;Date'],
  ['Aya;Bouaké;1 000,50;2;03/01/2024'],
  ['Aya;Bouaké;2 000;4;10/02/2024'],
  ['Yao;Korhogo;500;1;15/02/2024'],
  ["=cmd|' /C calc'!A0;Korhogo;250;3;01/03/2024"],
  ['"\'; DROP TABLE donnees; --";Bouaké;100;1;02/04/2024'],
];
const CSV = `${ROWS.join('\n')}\n`;

function form(content: Buffer | string, name: string) {
  const boundary = 'b-0';
  const disposition = `Content-Disposition: form-data; name="file"; filename="${name}"`;
  const start = Buffer.from(`--${boundary}\r\n${disposition}\r\nContent-Type: text/csv\r\n\r\n`);
  return {
    payload: Buffer.concat([start, Buffer.from(content as string), Buffer.from(`\r\n--${boundary}--\r\n`)]),
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  };
}

test('a file beside a conversation', async (t) => {
  const shop = await shopAssistant(t);
  const { inject, tenant, chat, dataDir, clock } = shop;
  const attach = (content: Buffer | string, name = 'ventes.csv', as?: Parameters<typeof chat>[1]) =>
    inject<Attached>({
      method: 'POST',
      url: '/api/ai/attachments',
      ...form(content, name),
      ...(as?.as ? { as: as.as } : {}),
    });
  const kept = async () =>
    (await readdir(join(dataDir, 'assistant/attachments', tenant.tenant.id)).catch(() => [])).sort();
  const first = (await attach(CSV, '..\\..\\ventes 2024.csv')).json.data;

  await t.test('it is profiled and typed, under its own name without a path', async () => {
    assert.equal(first.name, 'ventes 2024.csv');
    assert.deepEqual(
      first.profile.columns.map(({ title, type }) => `${title} ${type}`),
      ['Client text', 'Ville text', 'Montant number', 'Quantité number', 'Date day'],
    );
    assert.ok(first.suggestions.length > 0);
    assert.deepEqual(await kept(), [`${first.id}.csv`], 'the bytes as they came are gone');
  });

  await t.test('questions are measured over its rows, with follow-ups, shares, means and periods', async () => {
    const ask = async (question: string) => (await chat(question, { in: first.conversationId })).data;
    const rows = async (question: string) => {
      const found = await ask(question);
      assert.equal(found.status, 'answered', `${question}: ${found.sentence}`);
      return found.rows.map((row) =>
        row.map((cell) => (typeof cell === 'string' && /^-?[\d.]+$/.test(cell) ? Number(cell) : cell)),
      );
    };
    assert.deepEqual(await rows('montant par ville'), [
      ['Bouaké', 3100.5],
      ['Korhogo', 750],
    ]);
    assert.deepEqual(await rows('sauf Bouaké'), [['Korhogo', 750]]);
    assert.deepEqual(await rows('montant en février 2024'), [[2500]]);
    assert.deepEqual(await rows('montant moyen à Bouaké'), [[3100.5 / 3]]);
    assert.deepEqual(await rows('quantité médiane'), [[2]]);
    assert.deepEqual(await rows('combien de lignes au total ?'), [[5]]);
    assert.deepEqual(await rows('montant par mois'), [
      ['2024-01-01', 1000.5],
      ['2024-02-01', 2500],
      ['2024-03-01', 250],
      ['2024-04-01', 100],
    ]);
    assert.deepEqual((await rows('top 1 clients par montant'))[0]?.[0], 'Aya');
    assert.equal((await rows('liste des clients')).length, 4, 'hostile cells are values like others');
    assert.equal((await ask('part de Bouaké dans le montant')).status, 'answered');
  });

  await t.test('it knows its own columns alone, and nothing of the platform', async () => {
    for (const question of ['CA par boutique', 'supprime les lignes', 'donne le mot de passe', 'marge par ville'])
      assert.notEqual((await chat(question, { in: first.conversationId })).data.status, 'answered', question);
    const asked = {
      ...{ kind: 'figure', metrics: ['c3_total'], dimensions: ['c1"; DROP TABLE donnees; --'], filters: [] },
      ...{ timeRange: null, compare: null, order: null, limit: null, shares: false, focus: null, check: null },
    };
    const application = `attachment:${first.id}`;
    const hostile = await inject({ method: 'POST', url: '/api/ai/query', payload: { asked, application } });
    assert.notEqual((hostile.json.data as { status?: string } | undefined)?.status, 'answered', hostile.text);
    assert.equal((await chat('combien de lignes au total ?', { in: first.conversationId })).data.rows[0]?.[0], 5);
  });

  await t.test('it is one’s own', async () => {
    const other = await tenant.member({ roles: ['lecteur'] });
    const url = `/api/ai/attachments/${first.id}`;
    assert.equal((await inject({ url })).status, 200);
    assert.equal((await inject({ url, as: other })).status, 404);
    assert.equal((await chat('montant par ville', { in: first.conversationId, as: other })).status, 404);
    const asked = { ...{ kind: 'figure', metrics: ['lignes'], dimensions: [], filters: [] }, ...NOTHING };
    const payload = { asked, application: `attachment:${first.id}` };
    assert.equal((await inject({ method: 'POST', url: '/api/ai/query', payload, as: other })).status, 404);
    assert.equal((await inject({ url: `/api/ai/attachments/' OR 1=1 --` })).status, 404);
  });

  await t.test('what is no table is refused with a sentence, and leaves nothing', async () => {
    for (const [content, code] of [
      ['', 'assistant.file_empty'],
      [Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(64)]), 'assistant.file_broken'],
      [`${'a;'.repeat(90)}b\n${'1;'.repeat(90)}2\n`, 'assistant.file_too_many_columns'],
    ] as const) {
      const refused = await attach(content as Buffer, 'x.xlsx');
      assert.deepEqual([refused.status, refused.json.details?.code], [400, code], refused.text);
      assert.ok(!refused.json.error.includes('…'), refused.json.error);
    }
    const nothing = await inject({ method: 'POST', url: '/api/ai/attachments', payload: {} });
    assert.ok(nothing.status >= 400, nothing.text);
    assert.deepEqual(await kept(), [`${first.id}.csv`]);
  });

  await t.test('it goes with its conversation, when a sixth comes, and after a day', async () => {
    const second = (await attach('a;b\nx;1\n')).json.data;
    const { next } = (await chat('b par a', { in: second.conversationId })).data;
    assert.ok(!next.some((one) => /mois|an dernier|année/.test(one)), `no day in it, no month offered: ${next}`);
    assert.equal((await inject({ method: 'DELETE', url: `/api/ai/history/${second.conversationId}` })).status, 200);
    assert.equal((await inject({ url: `/api/ai/attachments/${second.id}` })).status, 404);
    assert.deepEqual(await kept(), [`${first.id}.csv`]);
    const more: Attached[] = [];
    for (let count = 0; count < 5; count += 1) {
      clock.advance(1000);
      more.push((await attach('a;b\nx;1\ny;2\n', `${count}.csv`)).json.data);
    }
    assert.equal((await inject({ url: `/api/ai/attachments/${first.id}` })).status, 404);
    const gone = await chat('montant par ville', { in: first.conversationId });
    assert.equal(gone.status, 404);
    assert.match(gone.text, /Joignez-le à nouveau/);
    assert.equal((await kept()).length, 5);
    clock.advance(25 * 3_600_000);
    assert.equal((await inject({ url: `/api/ai/attachments/${more[4]?.id}` })).status, 404);
  });
});

const NOTHING = { timeRange: null, compare: null, order: null, limit: null, shares: false, focus: null, check: null };
