import type { ReactNode } from 'react';
import type { Figure, FigureUnit } from '../formats/number.ts';
import { useFormat } from '../formats/use-format.ts';
import { Passport, type PassportData } from './passport.tsx';

export interface StatCardProps {
  label: string;
  value: Figure;
  unit: FigureUnit;
  passport?: PassportData | undefined;
  /** A word, a badge, under the figure. */
  note?: ReactNode;
}

/** One figure without a past: a fact of one client, one zone. */
export function StatCard({ label, value, unit, passport, note }: StatCardProps) {
  const format = useFormat();
  return (
    <article className="flex min-w-0 flex-col rounded-lg border border-line bg-surface px-4 pt-2.5 pb-3">
      <header className="flex items-center gap-1">
        <h3 className="min-w-0 flex-1 text-sm leading-snug text-ink-soft">{label}</h3>
        {passport && (
          <span className="-mr-2">
            <Passport data={passport} />
          </span>
        )}
      </header>
      <p className="figures mt-0.5">
        <data
          value={value ?? ''}
          title={format.figure(value, unit)}
          className="text-2xl font-semibold tracking-tight whitespace-nowrap"
        >
          {unit === 'percent'
            ? format.percent(value)
            : unit === 'currency'
              ? format.short(value, 'count')
              : format.bare(value, unit)}
        </data>
        {unit !== 'percent' && value !== null && (
          <span className="ml-1.5 text-sm text-ink-faint">{format.unitWord(unit)}</span>
        )}
      </p>
      {note && <div className="mt-auto pt-1 text-xs text-ink-faint">{note}</div>}
    </article>
  );
}
