import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Generations } from './generations.ts';
import { HotQuestions } from './hot-questions.ts';
import type { GenerationFacts } from './ports.ts';

const generation = (id: number): GenerationFacts => ({
  ...{ id, publishedAt: `2026-03-0${id}T00:00:00Z`, sources: [] },
  tests: { passed: 1, warned: 0, failed: 0 },
});

function stage() {
  const at = { now: 0, published: 1 as number | null };
  const hot = new HotQuestions(() => at.now);
  const tenant = {
    query: () => Promise.reject(new Error('not asked here')),
    current: async () => (at.published === null ? null : generation(at.published)),
    generations: async () => [1, 2, 3].map(generation),
  };
  const generations = new Generations({ warehouse: { tenant: () => tenant }, now: () => at.now, keepMs: 2000, hot });
  return { at, hot, generations };
}

test('while many ask, readers stay on one generation until the next has what they ask most, asked most first', async () => {
  const { at, hot, generations } = stage();
  assert.equal((await generations.current('a')).id, 1);
  const asked: string[] = [];
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const again =
    (key: string) =>
    async ({ id }: GenerationFacts) => {
      asked.push(`${key} of ${id}`);
      await opened;
    };
  const failing = () => Promise.reject(new Error('meant to fail'));
  for (let n = 0; n < 60; n++) hot.note('a', n % 3 === 0 ? 'rare' : 'often', again(n % 3 === 0 ? 'rare' : 'often'));
  hot.note('a', 'broken', failing);
  at.published = 2;
  const moved = generations.published('a');
  assert.equal((await generations.current('a')).id, 1);
  assert.equal((await generations.current('a', { fresh: true })).id, 1);
  assert.equal((await generations.at('a', 2)).id, 2);
  assert.deepEqual(asked, ['often of 2', 'rare of 2']);
  open();
  await moved;
  assert.equal((await generations.current('a')).id, 2);

  at.published = 3;
  generations.forget('a');
  assert.equal((await generations.current('a')).id, 3, 'what was taken back is not waited for');
});

test('while few ask, and of another tenant, the newest is given at once; what nobody asks any more is not asked again', async () => {
  const { at, hot, generations } = stage();
  await generations.current('a');
  await generations.current('b');
  let again = 0;
  for (let n = 0; n < 60; n++) hot.note('b', `question ${n}`, async () => again++);
  at.published = 2;
  await generations.published('a');
  assert.equal((await generations.current('a')).id, 2);
  at.now = 65_000;
  for (let n = 0; n < 60; n++) hot.note('b', 'the only one', async () => again++);
  await generations.published('b');
  assert.equal((await generations.current('b')).id, 2);
  assert.equal(again, 1);
  at.now = 200_000;
  assert.equal(hot.busy('b'), false);
});

test('without a publication there is nothing to answer from', async () => {
  const { at, generations } = stage();
  at.published = null;
  await assert.rejects(generations.current('a'), { code: 'metrics.not_published' });
});
