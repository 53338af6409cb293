import { formatPercent } from '@griot/kernel';
import type { MetricColumn } from '@griot/metrics';
import { countOf, dimensionLabel, metricLabel, sayCheck, sayFilter, sayValue } from './chips.ts';
import type { Measured, Row } from './measured.ts';
import { over, readerOf, sayAgainst, sayCell, sayDifference, type Told } from './say-cell.ts';
import { sayPeriod } from './say-period.ts';
import { tableSentence } from './table-sentence.ts';

/** The answer in one or two sentences, with the figure, over what and against what. */
export function sentenceOf(told: Told): string {
  const { asked, measured, locale } = told;
  const french = locale === 'fr';
  if (asked.kind === 'why') return whySentence(told);
  if (asked.kind === 'list' || asked.kind === 'count') return countSentence(told);
  if (asked.kind === 'mean' || asked.kind === 'median') return averageSentence(told);
  if (asked.kind === 'exists') {
    const yes = measured.holds ? (french ? 'Oui' : 'Yes') : french ? 'Non' : 'No';
    if (measured.count !== null)
      return `${yes}${french ? ' : ' : ': '}${countOf(measured.count, dimensionLabel(told.knowledge, asked.dimensions[0] ?? '', locale), locale)}${over(told)}.`;
    return `${yes}. ${figureSentence(told)}`;
  }
  if (asked.kind === 'check' && measured.holds !== null)
    return `${measured.holds ? (french ? 'Oui' : 'Yes') : french ? 'Non' : 'No'}. ${figureSentence(told)} ${french ? 'Seuil demandé :' : 'Limit asked:'} ${sayCheck(asked, told.knowledge, locale)}.`;
  if (measured.rows.length === 0) return french ? `Rien ne correspond${over(told)}.` : `Nothing matches${over(told)}.`;
  return asked.dimensions.length === 0 || asked.focus !== null ? figureSentence(told) : tableSentence(told);
}

function figureSentence(told: Told): string {
  const { asked, measured, locale, knowledge } = told;
  const french = locale === 'fr';
  const row = measured.rows[0];
  const colon = french ? ' : ' : ': ';
  if (asked.focus !== null) {
    if (!row)
      return french ? `${asked.focus} n’a pas de chiffre${over(told)}.` : `${asked.focus} has no figure${over(told)}.`;
    const [metric = ''] = asked.metrics;
    const share = cell(measured, row, 'share', told);
    const value = cell(measured, row, 'metric', told);
    return french
      ? `${asked.focus} représente ${share} du total (${metricLabel(knowledge, metric, locale)}${over(told)}), soit ${value}.`
      : `${asked.focus} is ${share} of the total (${metricLabel(knowledge, metric, locale)}${over(told)}): ${value}.`;
  }
  return asked.metrics
    .map((name) => {
      const at = measured.columns.findIndex((one) => one.name === name);
      const text = `${metricLabel(knowledge, name, locale)}${over(told)}${colon}${sayCell(row?.[at] ?? null, measured.columns[at], told)}`;
      return `${text}${asked.compare ? sayAgainst(told, name, readerOf(measured, row)) : ''}.`;
    })
    .join(' ');
}

/** « CA en moyenne par mois (2025) : 1 234 FCFA, sur 12 mois. » */
function averageSentence(told: Told): string {
  const { asked, measured, knowledge, locale } = told;
  const french = locale === 'fr';
  const [metric = ''] = asked.metrics;
  const per = dimensionLabel(knowledge, asked.dimensions.at(-1) ?? '', locale).toLowerCase();
  const how =
    asked.kind === 'mean' ? (french ? 'en moyenne' : 'on average') : french ? 'en valeur médiane' : 'as a median';
  const label = `${metricLabel(knowledge, metric, locale)} ${how} ${french ? 'par' : 'by'} ${per}${over(told)}`;
  const colon = french ? ' : ' : ': ';
  const [first] = measured.rows;
  const at = measured.columns.findIndex(({ kind }) => kind === 'metric');
  const say = (row: Row | undefined) => sayCell(row?.[at] ?? null, measured.columns[at], told);
  if (!first) return french ? `Rien ne correspond${over(told)}.` : `Nothing matches${over(told)}.`;
  if (asked.dimensions.length > 1)
    return `${label}${colon}${measured.rows.length} ${french ? 'lignes. En tête : ' : 'rows. First: '}${sayCell(first[0] ?? null, measured.columns[0], told)}, ${say(first)}.`;
  const count = measured.count ?? 0;
  return `${label}${colon}${say(first)}, ${french ? 'sur' : 'over'} ${countOf(count, per, locale)}.`;
}

function cell(measured: Measured, row: Row, kind: MetricColumn['kind'], told: Told): string {
  const at = measured.columns.findIndex((one) => one.kind === kind);
  return sayCell(row[at] ?? null, measured.columns[at], told);
}

function countSentence(told: Told): string {
  const { asked, measured, locale, knowledge } = told;
  const [dimension = ''] = asked.dimensions;
  const count = measured.count ?? 0;
  const counted = countOf(count, dimensionLabel(knowledge, dimension, locale), locale);
  const limits = asked.filters.filter(({ dimension: one }) => asked.metrics.includes(one));
  const said = limits.map((one) =>
    (one.operator === 'gt' && one.value === 0
      ? metricLabel(knowledge, one.dimension, locale)
      : sayFilter(one, knowledge, locale)
    ).toLowerCase(),
  );
  const condition = said.length > 0 ? ` (${said.join(', ')})` : '';
  const names =
    asked.kind === 'list' && count > 0 && count <= 12
      ? `${locale === 'fr' ? ' : ' : ': '}${measured.rows.map((row) => sayValue(row[0])).join(', ')}`
      : '';
  return `${counted}${condition}${over(told)}${names}.`;
}

/** « Chiffre d’affaires (octobre 2026) : en hausse de 189 838 870 FCFA (+19,1 %) par rapport à septembre 2026. … » */
function whySentence(told: Told): string {
  const { measured, asked, locale, knowledge } = told;
  const found = measured.contribution;
  const french = locale === 'fr';
  if (!found || found.change === null)
    return french ? `Pas de chiffre à comparer${over(told)}.` : `Nothing to compare${over(told)}.`;
  const [metric = ''] = asked.metrics;
  const change = Number(found.change);
  const size = (value: number) => sayDifference(value, found.metric, told);
  const before = Number(found.before ?? 0);
  const percent =
    change !== 0 && before !== 0 && found.metric?.unit !== 'percent'
      ? ` (${change > 0 ? '+' : ''}${formatPercent(((change / Math.abs(before)) * 100).toFixed(6), locale)})`
      : '';
  const against = measured.previousPeriod
    ? `${french ? ' par rapport à ' : ' against '}${sayPeriod(measured.previousPeriod, locale)}`
    : '';
  const verb =
    change > 0 ? (french ? 'en hausse de ' : 'up by ') : change < 0 ? (french ? 'en baisse de ' : 'down by ') : '';
  const moved =
    change === 0
      ? french
        ? 'sans changement'
        : 'no change'
      : `${verb}${size(Math.abs(change)).replace('+', '')}${percent}`;
  const top = found.rows
    .slice(0, 3)
    .filter((row) => Number(row.effect) !== 0)
    .map((row) => `${sayValue(row.value ?? '–')} (${size(Number(row.effect))})`);
  const reasons =
    top.length === 0 ? '' : `${french ? ' Ce qui a le plus compté : ' : ' What counted most: '}${top.join(', ')}.`;
  return `${metricLabel(knowledge, metric, locale)}${over(told)}${french ? ' : ' : ': '}${moved}${against}.${reasons}`;
}
