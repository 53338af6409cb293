import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseKeep, surplusArchives } from './prune-archives.ts';

const at = (day: string, hour = '02') => `griot-${day.replaceAll('-', '')}T${hour}3000Z.backup`;

test('the newest of each day and of each week stay; other files are nobody’s business', () => {
  const days = Array.from({ length: 30 }, (_, n) => new Date(Date.UTC(2026, 9, 28 + n)).toISOString().slice(0, 10));
  const names = [...days.map((day) => at(day)), at('2026-11-26', '11'), 'notes.txt', 'griot-old.backup'];
  const gone = new Set(surplusArchives(names, { days: 3, weeks: 4 }));
  const stay = names.filter((name) => !gone.has(name));
  assert.deepEqual(stay, [
    at('2026-11-08'),
    at('2026-11-15'),
    at('2026-11-22'),
    at('2026-11-24'),
    at('2026-11-25'),
    at('2026-11-26', '11'),
    'notes.txt',
    'griot-old.backup',
  ]);
});

test('how much to keep is read strictly', () => {
  assert.deepEqual(parseKeep('7d,4w'), { days: 7, weeks: 4 });
  assert.deepEqual(parseKeep('2w'), { days: 0, weeks: 2 });
  for (const text of ['', '7', 'd7', '0d', '7d;4w']) {
    assert.throws(() => parseKeep(text), { code: 'backup.keep_invalid' }, text);
  }
});
