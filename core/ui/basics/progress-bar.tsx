import { cx } from './class-names.ts';

export interface ProgressBarProps {
  /** 0 to 100; null when the work cannot say how far it is. */
  percent: number | null;
  /** What it is doing now, in words. */
  label: string;
  tone?: 'accent' | 'ok' | 'bad' | 'neutral';
  /** Text beside the bar; the label is then for screen readers only. */
  compact?: boolean;
}

const fills = { accent: 'bg-accent', ok: 'bg-ok', bad: 'bg-bad', neutral: 'bg-ink-faint' };

/** A bar fed by the work itself. */
export function ProgressBar({ percent, label, tone = 'accent', compact }: ProgressBarProps) {
  const shown = percent === null ? null : Math.min(100, Math.max(0, percent));
  return (
    <div className="min-w-0">
      {!compact && (
        <div className="mb-1 flex justify-between gap-3 text-sm">
          <span data-own-words className="truncate text-ink-soft">
            {label}
          </span>
          {shown !== null && <span className="figures text-ink">{Math.floor(shown)}&#8239;%</span>}
        </div>
      )}
      <div
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={shown ?? undefined}
        className="h-1.5 overflow-hidden rounded-full bg-sunken"
      >
        <div
          className={cx(
            'h-full rounded-full transition-[width] duration-150',
            fills[tone],
            shown === null && 'w-1/3 motion-safe:animate-skeleton',
          )}
          style={shown === null ? undefined : { width: `${shown}%` }}
        />
      </div>
    </div>
  );
}
