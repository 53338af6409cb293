import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DocumentModel } from './document.ts';
import { typesetPdf, typesetSvg } from './typeset.ts';

const hostile = 'Société #panic("x") $a$ @ref *gras* <label> `raw` \\ "';
const model = (rows: number): DocumentModel => ({
  locale: 'fr',
  title: hostile,
  subtitle: '1 janvier',
  source: hostile,
  blocks: [
    { kind: 'figures', items: [{ label: 'CA', value: '12,4\u00a0M', change: '▲ +4,2\u202f%', mood: 'good' }] },
    { kind: 'chart', title: 'C', note: '', svg: '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>' },
    {
      kind: 'table',
      title: hostile,
      note: '',
      columns: [
        { label: 'Nom', right: false },
        { label: 'CA', right: true },
      ],
      rows: Array.from({ length: rows }, () => [hostile, '1']),
      total: ['Total', '1'],
    },
  ],
});

test('whatever a client is called, its name is letters; long tables go on over pages; equal models are equal bytes', () => {
  const short = typesetPdf(model(3));
  assert.deepEqual([short.pages, short.pdf.subarray(0, 5).toString()], [1, '%PDF-']);
  assert.ok(typesetPdf(model(200)).pages > 3);
  assert.ok(typesetPdf(model(3)).pdf.equals(short.pdf));
  assert.match(typesetSvg(model(1)), /^<svg/);
});

test('a chart that is no picture fails the document', () => {
  const broken = model(1);
  broken.blocks.push({ kind: 'chart', title: '', note: '', svg: 'not a picture' });
  assert.throws(() => typesetPdf(broken), { code: 'documents.not_typeset' });
});
