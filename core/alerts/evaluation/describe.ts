import type { Tenant } from '@griot/identity';
import { type FigureUnit, formatFigure, formatNumber, formatPercent } from '@griot/kernel';
import type { CatalogueMetric } from '@griot/metrics';
import type { Threshold } from '../store/thresholds.ts';
import type { Cause } from './causes.ts';

/** What an alert says, in the tenant's language. */
export interface Description {
  title: string;
  message: string;
  /** In one sentence; empty when nothing is known. */
  cause: string;
}

type Told = Pick<Tenant, 'locale' | 'currency'>;

/** A double as the exact text that figures are written from. */
const plain = (value: number): string =>
  Number.isInteger(value) ? String(value) : value.toFixed(6).replace(/\.?0+$/, '');

/** A figure of this threshold's kind as people read it. */
export function written(value: number | null, t: Pick<Threshold, 'kind'>, unit: FigureUnit | null, o: Told): string {
  if (value === null) return '–';
  const text = plain(value);
  if (t.kind === 'change_pct') return `${value > 0 ? '+' : ''}${formatPercent(text, o.locale)}`;
  if (t.kind === 'freshness') return `${formatNumber(text, o.locale, 1)} h`;
  if (t.kind === 'unusual') return formatNumber(text, o.locale, 1);
  if (unit !== null) return formatFigure(text, unit, o.locale, o.currency);
  return formatNumber(text, o.locale, Number.isInteger(value) ? 0 : 2);
}

export function describe(
  t: Threshold,
  p: { label: string; actual: number | null; metric: CatalogueMetric | undefined; cause: Cause } & Told,
): Description {
  const fr = p.locale === 'fr';
  const unit = (p.metric?.unit ?? null) as FigureUnit | null;
  const name = p.metric?.label ?? t.metric;
  const value = written(p.actual, t, unit, p);
  const limit = `${t.operator === '!=' && t.kind === 'unusual' ? '±' : `${t.operator} `}${written(t.limit, t, unit, p)}`;
  const colon = fr ? ' : ' : ': ';
  const rule = fr ? `(seuil${colon}${limit})` : `(threshold${colon}${limit})`;
  const against = {
    previous_period: ['période précédente', 'previous period'],
    previous_year: ['an dernier', 'last year'],
  };
  const said = (): string => {
    if (t.kind === 'freshness') return fr ? `Données vieilles de ${value} ${rule}` : `Data is ${value} old ${rule}`;
    if (t.kind === 'no_data' || p.actual === null)
      return fr
        ? `${name}${colon}aucune donnée depuis ${t.windowDays} j`
        : `${name}${colon}no data for ${t.windowDays} d`;
    if (t.kind === 'change_pct')
      return `${name}${colon}${value} ${fr ? 'contre' : 'against'} ${against[t.compare][fr ? 0 : 1]} ${rule}`;
    if (t.kind === 'unusual')
      return fr
        ? `${name}${colon}la veille sort de l’ordinaire, écart ${value} ${rule}`
        : `${name}${colon}the day before is out of the ordinary, score ${value} ${rule}`;
    return `${name}${colon}${value} ${rule}`;
  };
  return {
    title: p.label === '' ? t.name : `${t.name}${colon}${p.label}`,
    message: said(),
    cause: causeText(p.cause, fr ? 'fr' : 'en'),
  };
}

export function causeText({ upstream, contribution }: Cause, locale: 'fr' | 'en'): string {
  if (upstream) {
    const { flow, task, message } = upstream;
    return locale === 'fr'
      ? `le traitement ${flow} a échoué à l’étape ${task} : ${message}`
      : `run ${flow} failed at step ${task}: ${message}`;
  }
  const parts = (contribution?.parts ?? []).filter((one) => one.share !== null && one.share > 0).slice(0, 3);
  if (!contribution || parts.length === 0) return '';
  const named = parts
    .map((one) => `${one.value} (${formatPercent(plain((one.share ?? 0) * 100), locale, 0)})`)
    .join(', ');
  return locale === 'fr' ? `surtout ${contribution.label} ${named}` : `mostly ${contribution.label} ${named}`;
}
