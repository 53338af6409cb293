import { fold } from '../../language/fold.ts';
import type { Lexicon } from '../../lexicon/build-lexicon.ts';
import type { Fragment } from '../fragment.ts';

const PARTICIPLE = /^(.{4,})(e|ee|es|ees)$/;

/**
 * « lots attribués en mars » tells what was done in March, where a figure counts such acts (`attributions`); how many stand so is
 * asked of a day (« au 31 mars ») or of no time at all.
 */
export function readActs(fragment: Fragment, lexicon: Lexicon): void {
  const { times, said, groups, metrics } = fragment;
  const [time] = times;
  const spans = time && times.every(({ period, relation }) => !period.moment && period.grain !== 'day' && !relation);
  if (!spans || said.has('trend') || said.has('average') || groups.some((one) => 'grain' in one)) return;
  for (const [at, metric] of metrics.entries()) {
    const state = lexicon.metrics.get(metric.name);
    const last = metric.text.split(/[\s’']+/).at(-1) ?? '';
    // « lots étaient attribués »: how it stood.
    if (/\b(sont|est|[ée]taient|[ée]tait)\b/i.test(metric.text)) continue;
    const stem = /é(e|s|es)?$/i.test(last) ? PARTICIPLE.exec(fold(last))?.[1] : undefined;
    if (state?.balance !== true || state.unit !== 'count' || stem === undefined) continue;
    const acts = [...lexicon.metrics.values()].filter(
      (one) =>
        one.balance === false &&
        one.unit === 'count' &&
        fold([one.label, ...Object.values(one.labels), ...one.synonyms].join(' '))
          .split(/[^a-z]+/)
          .some((word) => word.startsWith(stem)),
    );
    const [act, more] = acts;
    if (act && !more) metrics[at] = { ...metric, name: act.name };
  }
}
