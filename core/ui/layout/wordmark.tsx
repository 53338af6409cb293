import { cx } from '../basics/class-names.ts';

/** The product's sign: one lozenge of the cloth. */
export function Sign({ className }: { className?: string }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 24 24" className={cx('size-6 shrink-0', className)}>
      <path d="M12 1 23 12 12 23 1 12Z" fill="var(--accent)" />
      <path d="M12 6.5 17.5 12 12 17.5 6.5 12Z" fill="none" stroke="var(--on-accent)" strokeWidth="1.25" />
      <path d="M12 9.75 14.25 12 12 14.25 9.75 12Z" fill="var(--ochre)" />
    </svg>
  );
}

export function Wordmark({ compact }: { compact?: boolean }) {
  return (
    <span className="flex items-center gap-2.5">
      <Sign />
      {!compact && <span className="text-lg font-semibold tracking-tight">Griot</span>}
    </span>
  );
}
