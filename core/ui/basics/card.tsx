import type { HTMLAttributes, ReactNode } from 'react';
import { cx } from './class-names.ts';

export interface CardProps extends Omit<HTMLAttributes<HTMLElement>, 'title'> {
  title?: ReactNode;
  /** Unit or scope, under the title. */
  note?: ReactNode;
  /** Buttons and marks at the corner. */
  actions?: ReactNode;
  padded?: boolean;
}

/** A sheet of paper: a border and space, no shadow. */
export function Card({ title, note, actions, padded = true, className, children, ...rest }: CardProps) {
  return (
    <section {...rest} className={cx('flex min-w-0 flex-col rounded-lg border border-line bg-surface', className)}>
      {(title || actions) && (
        <header className="flex items-start gap-2 px-4 pt-3">
          <div className="min-w-0 flex-1">
            {title && <h2 className="text-base font-semibold text-ink">{title}</h2>}
            {note && <p className="text-xs text-ink-faint">{note}</p>}
          </div>
          {actions && <div className="-mr-1.5 flex items-center gap-0.5">{actions}</div>}
        </header>
      )}
      <div className={cx('flex min-h-0 min-w-0 flex-1 flex-col', padded && 'px-4 pt-2 pb-4')}>{children}</div>
    </section>
  );
}

/** Term and value pairs: contact, parameters, facts of a zone. */
export function Facts({ items }: { items: { label: string; value: ReactNode }[] }) {
  return (
    <dl className="grid grid-cols-[minmax(7rem,auto)_1fr] gap-x-4 gap-y-2 text-base">
      {items.map((item) => (
        <div key={item.label} className="contents">
          <dt className="text-ink-faint">{item.label}</dt>
          <dd className="min-w-0 break-words text-ink">{item.value}</dd>
        </div>
      ))}
    </dl>
  );
}
