/**
 * `npm run golden -- french-dates --specs DIR [--list]`: the grammar of time against the published cases of
 * microsoft/Recognizers-Text (MIT), `Specs/DateTime/French`, read where they lie: those of single dates and ranges of days.
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readTime, tokenize } from '@griot/assistant/testing';

interface Spec {
  Input: string;
  Context?: { ReferenceDateTime?: string };
  NotSupported?: string;
  Results: { Text: string; Type: string; Value?: { Timex?: string; PastResolution?: Record<string, string> } | null }[];
}

/** `asked`: words are left over, or it is vague or a moment: in a question it is asked about, whatever days it would be. */
type Verdict = 'same' | 'asked' | 'other days' | 'not read' | 'future' | 'open or undefined';

/** Words that stand around a time without changing it. */
const SMALL = new Set('le la les l du de d des en au aux a et dans sur'.split(' '));

const FILES = ['DatePeriodParser.json', 'DateParser.json'];

export async function runFrenchDates(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { specs: { type: 'string' }, list: { type: 'boolean', default: false } },
  });
  const folder = values.specs ?? '';
  if (folder === '' || !existsSync(join(folder, FILES[0] ?? ''))) {
    console.log('french-dates: no specs; give --specs DIR with DatePeriodParser.json and DateParser.json');
    return values.specs ? 1 : 0;
  }
  for (const file of FILES) {
    const specs = JSON.parse((await readFile(join(folder, file), 'utf8')).replace(/^\ufeff/, '')) as Spec[];
    const counts = new Map<Verdict, number>();
    for (const spec of specs) {
      if (spec.NotSupported?.includes('javascript') && spec.Results.length === 0) continue;
      for (const result of spec.Results) {
        const { verdict, ours, theirs } = compare(spec, result);
        counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
        if (values.list && verdict !== 'same')
          console.log(`${verdict.padEnd(18)} ${result.Text.padEnd(44)} ours ${ours}; theirs ${theirs}`);
      }
    }
    const total = [...counts.values()].reduce((sum, one) => sum + one, 0);
    const said = [...counts].map(([verdict, count]) => `${verdict} ${count}`).join(', ');
    console.log(
      `${file}: ${total} expressions: ${said} (${((100 * (counts.get('same') ?? 0)) / total).toFixed(1)} % the same)`,
    );
  }
  return 0;
}

function compare(spec: Spec, result: Spec['Results'][number]): { verdict: Verdict; ours: string; theirs: string } {
  const today = (spec.Context?.ReferenceDateTime ?? '2016-11-07').slice(0, 10);
  const past = result.Value?.PastResolution ?? {};
  const from = past.date ?? past.startDate;
  const end = past.date ?? past.endDate;
  const theirs = `${from}..${end}`;
  const tokens = tokenize(result.Text);
  let best: ReturnType<typeof readTime> = null;
  let start = 0;
  let size = 0;
  for (let at = 0; at < tokens.length; at += 1) {
    const found = readTime(tokens, at, { today, english: false });
    if (found && (best === null || found.end - at > best.end - start))
      [best, start, size] = [found, at, found.end - at];
  }
  const period = best?.period;
  const ours = period ? `${period.from}..${period.wholeTo ?? period.to}` : 'nothing';
  if (from === undefined || end === undefined) return { verdict: 'open or undefined', ours, theirs };
  if (!period) return { verdict: from > today ? 'future' : 'not read', ours, theirs };
  const readTo = start + size;
  const left = tokens.some(({ text }, at) => (at < start || at >= readTo) && !SMALL.has(text));
  const dayBefore = new Date(Date.parse(end) - 86_400_000).toISOString().slice(0, 10);
  const to = period.wholeTo ?? period.to;
  // Their ranges end before their last day, or on it where both ends were said.
  const same = period.from === from && (to === end || to === dayBefore || (period.to === today && end >= today));
  const asked = left || period.vague === true || period.moment === true;
  return { verdict: same ? 'same' : from > today ? 'future' : asked ? 'asked' : 'other days', ours, theirs };
}
