import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { test } from 'node:test';
import { askQuestions, readQuestions } from './ask-file.ts';
import type { Reply } from './demonstration.ts';

const main = join(import.meta.dirname, '../main.ts');

test('questions of a file: read or refused with the place, asked in order, one line of JSON each', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'griot-questions-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const write = async (content: string) => {
    const file = join(folder, 'questions.json');
    await writeFile(file, content);
    return file;
  };
  await t.test('the form of the issue is read, with or without a byte order mark', async () => {
    const file = await write(
      '\uFEFF[{"q": "CA 2024"}, {"q": "et en 2025 ?", "after": "CA 2024"}, {"q": "x", "after": null}]',
    );
    assert.deepEqual(
      (await readQuestions(file)).map(({ q, after }) => [q, after ?? null]),
      [
        ['CA 2024', null],
        ['et en 2025 ?', 'CA 2024'],
        ['x', null],
      ],
    );
  });
  await t.test('a bad file says what and where', async () => {
    for (const [content, said] of [
      ['{"q": "CA"}', /a list of questions/],
      ['[{"q": "CA"', /not JSON/],
      ['[{"q": "CA"}, {"question": "CA"}, 3]', /question 2: "q"[\s\S]*question 3: an object/],
      ['[{"q": "CA", "after": 3}]', /question 1: "after"/],
    ] as const)
      await assert.rejects(readQuestions(await write(content)), said, content);
    await assert.rejects(readQuestions(join(folder, 'nothing.json')), /no such file/);
  });
  await t.test('a command with a bad file starts nothing, prints nothing on stdout and ends with 2', async () => {
    const file = await write('[{"q": 3}]');
    const run = spawnSync(process.execPath, [main, 'assistant', '--questions', file, '--json'], {
      encoding: 'utf8',
      timeout: 60_000,
    });
    assert.deepEqual([run.status, run.stdout], [2, '']);
    assert.match(run.stderr, /question 1: "q"/);
  });
  await t.test('each is answered in a conversation of its own; one that fails does not end the others', async () => {
    const asked: [string, string | null][] = [];
    const lines: Record<string, unknown>[] = [];
    const ask = async (question: string, conversation: string | null = null) => {
      asked.push([question, conversation]);
      if (question === 'boum') throw new Error('500');
      return {
        ...{ status: 'answered', query: 'ca_total', sql: 'SELECT $2, $1, $3', sentence: 'CA : 1.', rows: [[1]] },
        ...{ params: ["l'an", 2], columns: [], options: [], conversationId: `of ${question}` },
      } satisfies Reply;
    };
    const list = [{ q: 'boum' }, { q: 'et en 2025 ?', after: 'CA 2024' }];
    await askQuestions({ ask }, list, (line) => lines.push(JSON.parse(line)));
    assert.deepEqual(asked, [
      ['boum', null],
      ['CA 2024', null],
      ['et en 2025 ?', 'of CA 2024'],
    ]);
    assert.deepEqual(
      lines.map(({ q, status }) => [q, status]),
      [
        ['boum', 'unknown'],
        ['et en 2025 ?', 'answered'],
      ],
    );
    assert.equal(lines[1]?.sql, "SELECT 2, 'l''an', $3", 'parameters are written into the SQL');
    assert.deepEqual(Object.keys(lines[1] ?? {}), ['q', 'status', 'query', 'sql', 'answer', 'rows']);
  });
});
