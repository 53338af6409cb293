import { type FigureUnit, formatFigure, formatPercent } from '@griot/kernel';
import type { MetricColumn, Value } from '@griot/metrics';
import type { Knowledge } from '../knowledge.ts';
import type { Asked } from '../understand/asked.ts';
import { dimensionLabel, metricLabel, sayFilter, sayValue } from './chips.ts';
import type { Measured, Row } from './measured.ts';
import { sayBucket, sayPeriod } from './say-period.ts';

type Locale = 'fr' | 'en';
interface Told {
  readonly asked: Asked;
  readonly measured: Measured;
  readonly knowledge: Knowledge;
  readonly locale: Locale;
}

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
      return `${yes}${french ? ' : ' : ': '}${measured.count} ${dimensionLabel(told.knowledge, asked.dimensions[0] ?? '', locale).toLowerCase()}${measured.count > 1 ? 's' : ''}${over(told)}.`;
    return `${yes}. ${figureSentence(told)}`;
  }
  if (asked.kind === 'check' && measured.holds !== null)
    return `${measured.holds ? (french ? 'Oui' : 'Yes') : french ? 'Non' : 'No'}. ${figureSentence(told)}`;
  if (measured.rows.length === 0) return french ? `Rien ne correspond${over(told)}.` : `Nothing matches${over(told)}.`;
  return asked.dimensions.length === 0 || asked.focus !== null ? figureSentence(told) : tableSentence(told);
}

export function sayCell(
  value: Value,
  column: MetricColumn | undefined,
  told: Pick<Told, 'locale' | 'knowledge'>,
): string {
  if (value === null || value === undefined) return '–';
  if (column?.grain) return sayBucket(String(value), column.grain, told.locale);
  if (column?.kind === 'dimension' || !column) return sayValue(value);
  if (column.kind === 'share' || column.name.endsWith('__change_pct'))
    return formatPercent(String(plain(value)), told.locale);
  return formatFigure(
    String(plain(value)),
    (column.unit ?? 'count') as FigureUnit,
    told.locale,
    column.currency ?? told.knowledge.context.currency ?? 'XOF',
  );
}

/** Doubles may be written with an exponent, which figures are not. */
const plain = (value: Value): Value =>
  typeof value === 'number' && !Number.isInteger(value) ? value.toFixed(6) : value;

/** ` (Yopougon, octobre 2026)`: what the figure is narrowed to. */
function over({ asked, knowledge, locale }: Told): string {
  const french = locale === 'fr';
  const balance = asked.metrics.every((name) => knowledge.lexicon.metrics.get(name)?.balance);
  const parts = asked.filters.flatMap(({ dimension, operator, value }) => {
    if (dimension === 'metric_time' || asked.metrics.includes(dimension)) return [];
    const text = (Array.isArray(value) ? value : [value]).map(sayValue).join(', ');
    return [operator === 'ne' || operator === 'not_in' ? `${french ? 'sauf' : 'except'} ${text}` : text];
  });
  if (asked.timeRange) {
    const end = asked.timeRange.to;
    const day = `${end.slice(8, 10)}/${end.slice(5, 7)}/${end.slice(0, 4)}`;
    parts.push(
      balance && !asked.dimensions.some((one) => one.startsWith('metric_time'))
        ? `${french ? 'au' : 'on'} ${day}`
        : sayPeriod(asked.timeRange, locale),
    );
  }
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
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
      return `${text}${asked.compare ? comparison(told, row, name) : ''}.`;
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
  const many = !/[sx]$/.test(per) && count > 1 ? `${per}s` : per;
  return `${label}${colon}${say(first)}, ${french ? 'sur' : 'over'} ${count} ${many}.`;
}

function cell(measured: Measured, row: Row, kind: MetricColumn['kind'], told: Told): string {
  const at = measured.columns.findIndex((one) => one.kind === kind);
  return sayCell(row[at] ?? null, measured.columns[at], told);
}

function comparison(told: Told, row: Row | undefined, name: string): string {
  const { measured, locale } = told;
  const value = (column: string) => {
    const at = measured.columns.findIndex((one) => one.name === column);
    return { value: row?.[at] ?? null, column: measured.columns[at] };
  };
  const before = value(`${name}__previous`);
  const change = value(`${name}__change_pct`);
  if (before.value === null) return locale === 'fr' ? ', sans chiffre à comparer' : ', with nothing to compare';
  const period = measured.previousPeriod ? ` (${sayPeriod(measured.previousPeriod, locale)})` : '';
  const percent =
    change.value === null
      ? ''
      : `, ${Number(change.value) > 0 ? '+' : ''}${sayCell(change.value, change.column, told)}`;
  return `${locale === 'fr' ? ', contre' : ', against'} ${sayCell(before.value, before.column, told)}${period}${percent}`;
}

function countSentence(told: Told): string {
  const { asked, measured, locale, knowledge } = told;
  const [dimension = ''] = asked.dimensions;
  const name = dimensionLabel(knowledge, dimension, locale).toLowerCase();
  const count = measured.count ?? 0;
  const plural = count > 1 && !/[sx]$/.test(name) ? 's' : '';
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
  return `${count} ${name}${plural}${condition}${over(told)}${names}.`;
}

function tableSentence(told: Told): string {
  const { asked, measured, locale, knowledge } = told;
  const french = locale === 'fr';
  const [first] = measured.rows;
  const [metric = ''] = asked.order ? [asked.order.by] : asked.metrics;
  const at = measured.columns.findIndex((one) => one.name === metric);
  const names = measured.columns.flatMap(({ kind }, index) => (kind === 'dimension' ? [index] : []));
  const name = (row: Row | undefined) =>
    names.map((index) => sayCell(row?.[index] ?? null, measured.columns[index], told)).join(' · ');
  const figure = (row: Row | undefined) => sayCell(row?.[at] ?? null, measured.columns[at], told);
  const label = `${metricLabel(knowledge, metric, locale)}${over(told)}`;
  const time = asked.dimensions.some((one) => one.startsWith('metric_time'));
  const total = measured.totals?.[metric];
  const sum =
    total === undefined || total === null
      ? ''
      : `${french ? ' Au total : ' : ' In all: '}${sayCell(total, measured.columns[at], told)}.`;
  if (measured.rows.length === 1 || asked.limit === 1)
    return `${name(first)}${french ? ' : ' : ': '}${figure(first)} (${label.replace(/[()]/g, '')}).`;
  if (time && asked.dimensions.length === 1 && !asked.order)
    return french
      ? `${label} : de ${figure(first)} (${name(first)}) à ${figure(measured.rows.at(-1))} (${name(measured.rows.at(-1))}).${sum}`
      : `${label}: from ${figure(first)} (${name(first)}) to ${figure(measured.rows.at(-1))} (${name(measured.rows.at(-1))}).${sum}`;
  // Rows that stand in time have no head: what they run from and to is said.
  const times = measured.columns.findIndex(({ kind, grain }) => kind === 'dimension' && grain !== undefined);
  if (time && !asked.order && times >= 0) {
    const moment = (row: Row | undefined) => sayCell(row?.[times] ?? null, measured.columns[times], told);
    const [from, to] = [moment(first), moment(measured.rows.at(-1))];
    const span = from === to ? from : french ? `de ${from} à ${to}` : `from ${from} to ${to}`;
    return `${label}${french ? ' : ' : ': '}${measured.rows.length} ${french ? 'lignes' : 'rows'}, ${span}.${sum}`;
  }
  const lead =
    asked.order && !asked.order.descending ? (french ? 'Le plus bas' : 'Lowest') : french ? 'En tête' : 'First';
  return `${label}${french ? ' : ' : ': '}${measured.rows.length} ${french ? 'lignes' : 'rows'}. ${lead}${french ? ' : ' : ': '}${name(first)}, ${figure(first)}.${sum}`;
}

function whySentence(told: Told): string {
  const { measured, asked, locale, knowledge } = told;
  const found = measured.contribution;
  const french = locale === 'fr';
  if (!found || found.change === null)
    return french ? `Pas de chiffre à comparer${over(told)}.` : `Nothing to compare${over(told)}.`;
  const [metric = ''] = asked.metrics;
  const say = (value: Value) => sayCell(value, found.metric, told);
  const change = Number(found.change);
  const verb =
    change > 0
      ? french
        ? 'a augmenté de'
        : 'rose by'
      : change < 0
        ? french
          ? 'a baissé de'
          : 'fell by'
        : french
          ? 'n’a pas changé'
          : 'did not change';
  const size =
    change === 0 ? '' : ` ${say(typeof found.change === 'string' ? found.change.replace('-', '') : Math.abs(change))}`;
  const against = measured.previousPeriod
    ? `${french ? ' par rapport à ' : ' against '}${sayPeriod(measured.previousPeriod, locale)}`
    : '';
  const top = found.rows
    .slice(0, 3)
    .filter((row) => Number(row.effect) !== 0)
    .map((row) => `${sayValue(row.value ?? '–')} (${Number(row.effect) > 0 ? '+' : ''}${say(row.effect)})`);
  const reasons =
    top.length === 0 ? '' : `${french ? ' Ce qui a le plus compté : ' : ' What counted most: '}${top.join(', ')}.`;
  return `${metricLabel(knowledge, metric, locale)} ${verb}${size}${over(told)}${against}.${reasons}`;
}
