import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { FigureMenu } from '../application/figure-menu.tsx';
import type { ChartSource } from '../application/web-application.ts';
import { cx } from '../basics/class-names.ts';
import { Skeleton } from '../basics/skeleton.tsx';
import type { Figure, FigureUnit } from '../formats/number.ts';
import { useFormat } from '../formats/use-format.ts';
import { useMessages } from '../i18n/locale-provider.tsx';
import type { GoodDirection } from './change.ts';
import { ChangeMark } from './change-mark.tsx';
import { figuresMessages } from './figures.messages.ts';
import { Passport, type PassportData } from './passport.tsx';
import { Sparkline } from './sparkline.tsx';
import { FIGURE_BUTTON } from './stat-card.tsx';

/** A measured figure, as the summaries answer it. */
export interface KpiData {
  metric: string;
  label: string;
  description: string;
  unit: FigureUnit;
  currency?: string;
  value: Figure;
  previous: Figure;
  previousLabel: string;
  changePct: Figure;
  goodDirection: GoodDirection;
  sparkline: { period: string; value: Figure }[];
}

export interface KpiCardProps {
  kpi: KpiData;
  passport?: PassportData;
  /** The page that shows what is behind the figure. */
  to?: string;
  /** Opens the rows behind the figure. */
  onOpen?: (() => void) | undefined;
  /** What is measured: the figure can then be kept in a dashboard. */
  source?: ChartSource | undefined;
}

/** The figure is the largest thing; around it what it is, where it goes, and where it comes from. */
export function KpiCard({ kpi, passport, to, onOpen, source }: KpiCardProps) {
  const t = useMessages(figuresMessages);
  const format = useFormat();
  const text = format.short(kpi.value, kpi.unit, kpi.currency);
  const [digits, suffix] = splitUnit(text, kpi.unit === 'count' ? '' : format.unit(kpi.unit, kpi.currency));
  const spark = kpi.sparkline.map((point) => point.value);
  const summary = t('sparkline', {
    count: spark.length,
    first: format.short(spark[0], kpi.unit, kpi.currency),
    last: format.short(spark.at(-1), kpi.unit, kpi.currency),
  });
  return (
    <article
      data-metric={kpi.metric}
      className={cx(
        'group/kpi relative flex min-w-0 flex-col rounded-lg border border-line bg-surface px-4 pt-2.5 pb-3 max-sm:px-3',
        to && 'transition-colors duration-100 hover:border-line-strong',
      )}
    >
      <header className="flex items-center gap-1">
        <h3
          className="min-w-0 flex-1 text-sm leading-snug wrap-break-word text-ink-soft max-sm:text-xs"
          title={kpi.description}
        >
          {to ? (
            <Link to={to} search={true} className="after:absolute after:inset-0 hover:text-accent">
              {kpi.label}
            </Link>
          ) : (
            kpi.label
          )}
        </h3>
        {source && (
          <span className="relative -my-1 -mr-3 -ml-2 opacity-0 group-focus-within/kpi:opacity-100 group-hover/kpi:opacity-100 has-data-popup-open:opacity-100 pointer-coarse:opacity-100">
            <FigureMenu title={kpi.label} source={source} />
          </span>
        )}
        {passport && (
          <span className="relative -mr-2">
            <Passport data={passport} definition={kpi.description} />
          </span>
        )}
      </header>
      <p className="figures mt-0.5 flex flex-wrap items-baseline gap-x-1.5">
        <data
          value={kpi.value ?? ''}
          title={format.figure(kpi.value, kpi.unit, kpi.currency)}
          className="text-2xl font-semibold tracking-tight whitespace-nowrap text-ink"
        >
          {onOpen ? (
            <button
              type="button"
              aria-haspopup="dialog"
              aria-label={`${t('openRows', { label: kpi.label })} (${text})`}
              onClick={onOpen}
              className={FIGURE_BUTTON}
            >
              {digits}
            </button>
          ) : (
            digits
          )}
        </data>
        {suffix && <span className="text-sm text-ink-faint">{format.unitWord(kpi.unit, kpi.currency)}</span>}
      </p>
      <div className="pt-1">
        <ChangeMark changePct={kpi.changePct} goodDirection={kpi.goodDirection} against={kpi.previousLabel} />
      </div>
      <div className="mt-auto pt-2">
        <Sparkline values={spark} label={summary} />
      </div>
    </article>
  );
}

/** Separates `12,4 M` from its unit, so that the unit is set smaller. */
function splitUnit(text: string, unit: string): [string, string] {
  if (unit === '' || unit === '%' || !text.endsWith(unit)) return [text, ''];
  return [text.slice(0, -unit.length).trimEnd(), unit];
}

export function KpiCardSkeleton() {
  return (
    <div className="rounded-lg border border-line bg-surface px-4 pt-4 pb-3">
      <Skeleton className="h-3.5 w-24" />
      <Skeleton className="mt-3 h-7 w-32" />
      <Skeleton className="mt-3 h-3 w-28" />
      <Skeleton className="mt-2 h-8 w-full" />
    </div>
  );
}

/** Cards of one row: as many columns as there is room for, never an orphan narrower than the rest. */
export function KpiRow({ children, count, dense }: { children: ReactNode; count: number; dense?: boolean }) {
  return (
    <div
      className={cx(
        'grid grid-cols-2 gap-3 md:gap-4',
        count === 4 && 'lg:grid-cols-4',
        count === 5 && 'lg:grid-cols-3 xl:grid-cols-5',
        count === 6 && (dense ? 'lg:grid-cols-3 xl:grid-cols-6' : 'lg:grid-cols-3 2xl:grid-cols-6'),
        count === 7 && 'lg:grid-cols-12 lg:*:col-span-3 lg:*:nth-[n+5]:col-span-4',
        count === 8 && 'lg:grid-cols-4 2xl:grid-cols-8',
        ![4, 5, 6, 7, 8].includes(count) && 'lg:grid-cols-4',
        count % 2 === 1 && 'max-lg:*:last:col-span-2',
      )}
    >
      {children}
    </div>
  );
}
