import type { Readable } from '../knowledge.ts';
import { understand } from '../understand/understand.ts';
import { metricLabel } from './chips.ts';

/** Of a single word; what several words say is left as it is, and such a question is then not offered if it is not understood. */
const plural = (word: string): string => (/^[\p{L}]+[^sxz\s]$/u.test(word) ? `${word}s` : word);

/** Up to six questions of different kinds, each of them understood: made of the first declared metrics and dimensions. */
export function firstQuestions(knowledge: Readable, locale: 'fr' | 'en'): string[] {
  const { lexicon } = knowledge;
  const french = locale === 'fr';
  const metrics = [...lexicon.metrics.values()];
  const label = (found: { name: string } | undefined) =>
    found ? metricLabel(knowledge, found.name, locale).toLowerCase() : '';
  const money = metrics.find(({ unit, direction }) => unit === 'currency' && direction === 'up');
  const debt = metrics.find(
    ({ unit, direction, synonyms }) => unit === 'currency' && direction === 'down' && synonyms.length > 0,
  );
  const rate = metrics.find(({ unit, balance }) => unit === 'percent' && balance);
  // Short names first: « marchand » before « code marchand ».
  const concepts = [...lexicon.concepts.values()]
    .filter(({ bands, values }) => bands === null && values.length > 1)
    .sort((a, b) => a.label[locale].split(' ').length - b.label[locale].split(' ').length);
  const concept = (of: { dimensions: readonly string[] } | undefined, few: boolean) =>
    concepts
      .find(
        ({ dimensions, values }) =>
          dimensions.some((one) => of?.dimensions.includes(one)) && (few ? values.length <= 60 : values.length > 60),
      )
      ?.label[locale].toLowerCase() ?? '';
  const place = lexicon.hierarchies[0]?.[0];
  const where = place === undefined ? '' : (lexicon.concepts.get(place)?.label[locale].toLowerCase() ?? '');
  const only = money ?? metrics[0];
  const groups = concepts.filter(({ dimensions }) => dimensions.some((one) => only?.dimensions.includes(one)));
  const names = groups.slice(0, 2).map((one) => one.label[locale].toLowerCase());
  // What a file or a small application answers, too.
  const plain = french
    ? [...names.map((name) => `${label(only)} par ${name}`), `${label(only)} par mois`, label(only)]
    : [...names.map((name) => `${label(only)} by ${name}`), `${label(only)} by month`, label(only)];
  const wanted = french
    ? [
        `${label(money)} du mois dernier`,
        `${label(money)} par ${where || concept(money, true)} en ${knowledge.today.slice(0, 4)}`,
        `top 5 des ${plural(concept(debt, false))} par ${label(debt)}`,
        `${label(rate)} par ${where}`,
        `${label(money)} mois par mois cette année`,
        `${label(money)} le mois dernier : pourquoi ?`,
      ]
    : [
        `${label(money)} last month`,
        `${label(money)} by ${where || concept(money, true)} in ${knowledge.today.slice(0, 4)}`,
        `top 5 ${plural(concept(debt, false))} by ${label(debt)}`,
        `${label(rate)} by ${where}`,
        `monthly ${label(money)} this year`,
        `why did ${label(money)} change last month?`,
      ];
  const understood = (list: readonly string[]) =>
    list
      .map((one) => one.charAt(0).toUpperCase() + one.slice(1))
      .filter((one) => understand(one, lexicon, { today: knowledge.today }).status === 'query');
  // Of a file nothing says which days it is about: no month is named.
  const found = knowledge.application.includes(':') ? [] : understood(wanted);
  return found.length >= 3 ? found : [...new Set([...found, ...understood(plain)])].slice(0, 6);
}
