import type { ReactNode } from 'react';
import type { Figure, FigureUnit } from '../formats/number.ts';
import { useFormat } from '../formats/use-format.ts';
import { useMessages } from '../i18n/locale-provider.tsx';
import { figuresMessages } from './figures.messages.ts';
import { Passport, type PassportData } from './passport.tsx';

/** A figure that opens: told by its underline when one comes near. */
export const FIGURE_BUTTON =
  'relative -mx-1 rounded-sm px-1 decoration-line-strong decoration-dotted decoration-1 underline-offset-4 hover:text-accent hover:underline max-md:min-h-11';

export interface StatCardProps {
  label: string;
  value: Figure;
  unit: FigureUnit;
  passport?: PassportData | undefined;
  /** A word, a badge, under the figure. */
  note?: ReactNode;
  /** Opens the rows behind the figure. */
  onOpen?: (() => void) | undefined;
}

/** One figure without a past: a fact of one client, one zone. */
export function StatCard({ label, value, unit, passport, note, onOpen }: StatCardProps) {
  const t = useMessages(figuresMessages);
  const format = useFormat();
  const text =
    unit === 'percent'
      ? format.percent(value)
      : unit === 'currency'
        ? format.short(value, 'count')
        : format.bare(value, unit);
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
          {onOpen && value !== null ? (
            <button
              type="button"
              aria-haspopup="dialog"
              aria-label={`${t('openRows', { label })} (${text})`}
              onClick={onOpen}
              className={FIGURE_BUTTON}
            >
              {text}
            </button>
          ) : (
            text
          )}
        </data>
        {unit !== 'percent' && value !== null && (
          <span className="ml-1.5 text-sm text-ink-faint">{format.unitWord(unit)}</span>
        )}
      </p>
      {note && <div className="mt-auto pt-1 text-xs text-ink-faint">{note}</div>}
    </article>
  );
}
