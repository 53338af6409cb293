import { cx } from '../basics/class-names.ts';
import type { Figure } from '../formats/number.ts';
import { useFormat } from '../formats/use-format.ts';
import { useMessages } from '../i18n/locale-provider.tsx';
import { type GoodDirection, readChange } from './change.ts';
import { figuresMessages } from './figures.messages.ts';

export interface ChangeMarkProps {
  changePct: Figure;
  goodDirection: GoodDirection;
  /** Against what: `mai 2025`. */
  against?: string;
}

const colours = { good: 'text-ok', bad: 'text-bad', neutral: 'text-ink-soft' };

/** `▲ +4,2 % vs mai 2025`: arrow, sign, size, against what; the colour says whether it is good. */
export function ChangeMark({ changePct, goodDirection, against }: ChangeMarkProps) {
  const t = useMessages(figuresMessages);
  const format = useFormat();
  const change = readChange(changePct, goodDirection);
  if (change.size === null) return <span className="text-xs text-ink-faint">{t('noComparison')}</span>;
  const sign = change.direction === 'up' ? '+' : change.direction === 'down' ? '\u2212' : '';
  const words = [
    change.direction === 'flat' ? t('unchanged') : t(change.direction === 'up' ? 'rising' : 'falling'),
    t(change.verdict),
  ].join(', ');
  return (
    <span className="flex min-w-0 flex-col text-xs">
      <span title={words} className={cx('figures inline-flex items-center gap-1 font-medium', colours[change.verdict])}>
        <svg aria-hidden="true" viewBox="0 0 8 8" className="size-2 fill-current">
          {change.direction === 'up' && <path d="M4 1 8 7H0z" />}
          {change.direction === 'down' && <path d="M4 7 0 1h8z" />}
          {change.direction === 'flat' && <path d="M0 3h8v2H0z" />}
        </svg>
        {change.direction === 'flat' ? t('unchanged') : sign + format.percent(change.size)}
        <span className="sr-only">, {words}</span>
      </span>
      {against && (
        <span className="min-w-0 truncate text-ink-faint" title={t('versus', { label: against })}>
          {t('versus', { label: against })}
        </span>
      )}
    </span>
  );
}
