import { formatNumber } from '@griot/kernel';
import type { Value } from '@griot/metrics';
import { countOf, dimensionLabel, metricLabel } from './chips.ts';
import type { Row } from './measured.ts';
import { over, readerOf, sayAgainst, sayCell, sayChange, type Told } from './say-cell.ts';

/** Rows that a sentence names: all of a few, the first of many. */
const ALL_OF = 5;
const FIRST_OF_MANY = 3;

/** « Chiffre d’affaires par zone (2025). En tête sur 12 : Yopougon, 3 216 817 560 FCFA ; … Au total : … » */
export function tableSentence(told: Told): string {
  const { asked, measured, locale } = told;
  const french = locale === 'fr';
  const { rows } = measured;
  const [first] = rows;
  const colon = french ? ' : ' : ': ';
  const label = labelOf(told);
  const total = totalOf(told);
  const time = asked.dimensions.some((one) => one.startsWith('metric_time'));
  if (asked.limit === 1)
    return `${nameOf(told, first)}${colon}${figuresOf(told, first)} (${label.replace(/[()]/g, '')}).`;
  if (rows.length === 1) return `${label}${colon}${nameOf(told, first)}, ${figuresOf(told, first)}.`;
  if (time && asked.dimensions.length === 1 && !asked.order) return `${label}${colon}${courseOf(told)}.${total}`;
  // Rows that stand in time have no head: what they run from and to is said.
  const times = measured.columns.findIndex(({ kind, grain }) => kind === 'dimension' && grain !== undefined);
  if (time && !asked.order && times >= 0) {
    const moment = (row: Row | undefined) => sayCell(row?.[times] ?? null, measured.columns[times], told);
    const [from, to] = [moment(first), moment(rows.at(-1))];
    const span = from === to ? from : french ? `de ${from} à ${to}` : `from ${from} to ${to}`;
    const count = formatNumber(String(rows.length), locale);
    const lines = measured.truncated
      ? french
        ? `les ${count} premières lignes`
        : `the first ${count} rows`
      : `${count} ${french ? 'lignes' : 'rows'}`;
    return `${label}${colon}${lines}, ${span}.${total}`;
  }
  const shown = rows.slice(0, rows.length <= ALL_OF ? ALL_OF : FIRST_OF_MANY);
  const list = shown.map((row) => `${nameOf(told, row)}, ${figuresOf(told, row)}`).join(french ? ' ; ' : '; ');
  return `${label}${leadOf(told)}${list}.${total}`;
}

/** ` : 4 zones. En tête : `, `. En tête sur 12 : `, or for a few only a colon. */
function leadOf({ asked, measured, knowledge, locale }: Told): string {
  const french = locale === 'fr';
  const { rows } = measured;
  const colon = french ? ' : ' : ': ';
  const [dimension = '', ...more] = asked.dimensions;
  const selected = asked.filters.some((one) => asked.metrics.includes(one.dimension)) && more.length === 0;
  const counted = selected
    ? `${colon}${countOf(rows.length, dimensionLabel(knowledge, dimension, locale), locale)}`
    : '';
  if (rows.length <= ALL_OF) return selected ? `${counted}. ` : colon;
  const lowest = asked.order?.descending === false;
  const head = lowest ? (french ? 'Au plus bas' : 'Lowest') : french ? 'En tête' : 'First';
  const among =
    selected || asked.limit !== null || measured.truncated ? '' : ` ${french ? 'sur' : 'of'} ${rows.length}`;
  return `${counted}. ${head}${among}${colon}`;
}

/** « Chiffre d’affaires et Impayés par zone (2025) » */
function labelOf(told: Told): string {
  const { asked, knowledge, locale } = told;
  const french = locale === 'fr';
  const and = french ? ' et ' : ' and ';
  const names = asked.metrics.map((name) => metricLabel(knowledge, name, locale)).join(and);
  const by = asked.dimensions.map(
    (one) => `${french ? 'par' : 'by'} ${dimensionLabel(knowledge, one, locale).toLowerCase()}`,
  );
  return `${names} ${by.join(and)}${over(told)}`;
}

function nameOf(told: Told, row: Row | undefined): string {
  return told.measured.columns
    .flatMap((column, at) => {
      if (column.kind !== 'dimension') return [];
      const value = row?.[at] ?? null;
      return [value === null ? (told.locale === 'fr' ? 'non renseigné' : 'not given') : sayCell(value, column, told)];
    })
    .join(' · ');
}

/** Each figure of a row, with its share or its change where they were asked. */
function figuresOf(told: Told, row: Row | undefined): string {
  const { asked, measured, locale } = told;
  const read = readerOf(measured, row);
  return asked.metrics
    .map((name) => {
      const text = sayCell(
        read(name),
        measured.columns.find((one) => one.name === name),
        told,
      );
      const share = measured.columns.find((one) => one.kind === 'share' && one.metric === name);
      const beside = share ? sayCell(read(share.name), share, told) : asked.compare ? sayChange(told, name, read) : '';
      return beside === '' ? text : `${text} (${beside})`;
    })
    .join(locale === 'fr' ? ' et ' : ' and ');
}

/** « de 1 021 911 840 FCFA (janvier 2025) à …, au plus haut … (novembre 2025) » */
function courseOf(told: Told): string {
  const { asked, measured, locale } = told;
  const french = locale === 'fr';
  const { rows } = measured;
  const [metric = ''] = asked.metrics;
  const at = measured.columns.findIndex((one) => one.name === metric);
  const say = (row: Row | undefined) =>
    `${sayCell(row?.[at] ?? null, measured.columns[at], told)} (${nameOf(told, row)})`;
  const course = french ? `de ${say(rows[0])} à ${say(rows.at(-1))}` : `from ${say(rows[0])} to ${say(rows.at(-1))}`;
  const known = rows.filter((row) => (row[at] ?? null) !== null);
  const highest = known.reduce<Row | undefined>(
    (best, row) => (best === undefined || Number(row[at]) > Number(best[at]) ? row : best),
    undefined,
  );
  if (known.length < 3 || highest === rows[0] || highest === rows.at(-1)) return course;
  return `${course}, ${french ? 'au plus haut' : 'at most'} ${say(highest)}`;
}

/** What all rows come to, of each figure, against the period before where that was asked. */
function totalOf(told: Told): string {
  const { asked, measured, knowledge, locale } = told;
  const { totals } = measured;
  const french = locale === 'fr';
  const read = (name: string): Value => totals?.[name] ?? null;
  const names = asked.metrics.filter((name) => read(name) !== null);
  if (names.length === 0) return '';
  const columns = names.map((name) => measured.columns.find((one) => one.name === name));
  const figures = names.map((name, index) => {
    const text = sayCell(read(name), columns[index], told);
    const which = names.length > 1 ? ` (${metricLabel(knowledge, name, locale)})` : '';
    return `${text}${which}${asked.compare ? sayAgainst(told, name, read) : ''}`;
  });
  // A rate of all is no sum; and beside the first few, the total is also that of the others.
  const adds = columns.every((column) => column?.unit === 'currency' || column?.unit === 'count');
  const cut = asked.limit !== null && measured.rows.length >= asked.limit;
  const head = adds
    ? cut
      ? french
        ? 'Au total, avec les autres'
        : 'In all, with the others'
      : french
        ? 'Au total'
        : 'In all'
    : french
      ? 'Dans l’ensemble'
      : 'Overall';
  return ` ${head}${french ? ' : ' : ': '}${figures.join(french ? ' et ' : ' and ')}.`;
}
