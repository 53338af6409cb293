import assert from 'node:assert/strict';
import { monitorEventLoopDelay } from 'node:perf_hooks';
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

test('whatever a client is called, its name is letters; long tables go on over pages; equal models are equal bytes', async () => {
  const short = await typesetPdf(model(3));
  assert.deepEqual([short.pages, short.pdf.subarray(0, 5).toString()], [1, '%PDF-']);
  assert.ok((await typesetPdf(model(200))).pages > 3);
  assert.ok((await typesetPdf(model(3))).pdf.equals(short.pdf));
  assert.match(await typesetSvg(model(1)), /^<svg/);
});

test('rows that sum others stand out, and a page begins where it is asked to', async () => {
  const base = model(3);
  const plain = await typesetPdf(base);
  const blocks = base.blocks.map((block) => (block.kind === 'table' ? { ...block, strong: [1] } : block));
  const strong = await typesetPdf({ ...base, blocks });
  assert.ok(!strong.pdf.equals(plain.pdf));
  const broken = { ...base, blocks: [...base.blocks, { kind: 'page_break' as const }, ...base.blocks] };
  assert.equal((await typesetPdf(broken)).pages, 2);
});

test('while pages are made this process goes on with its other work', async () => {
  await typesetPdf(model(1)); // the process is there
  let turns = 0;
  const beat = setInterval(() => {
    turns += 1;
  }, 2);
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const { pages } = await typesetPdf(model(400));
  delay.disable();
  clearInterval(beat);
  assert.ok(pages > 6);
  assert.ok(turns >= pages, `${turns} turns during ${pages} pages, longest wait ${Math.round(delay.max / 1e6)} ms`);
});

test('a chart that is no picture fails its document, and only that one', async () => {
  const broken = model(1);
  broken.blocks.push({ kind: 'chart', title: '', note: '', svg: 'not a picture' });
  const [bad, good] = await Promise.allSettled([typesetPdf(broken), typesetPdf(model(1))]);
  assert.equal(good.status, 'fulfilled');
  assert.ok(bad.status === 'rejected' && bad.reason.code === 'documents.not_typeset');
});
