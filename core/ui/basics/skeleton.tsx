import { type ReactNode, useEffect, useState } from 'react';
import { cx } from './class-names.ts';

/** True once `delay` ms have passed: quick answers never flash a skeleton. */
export function useAfter(delay: number): boolean {
  const [passed, setPassed] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setPassed(true), delay);
    return () => clearTimeout(timer);
  }, [delay]);
  return passed;
}

/** A grey shape of what is coming; invisible for its first 150 ms, but it keeps the place. */
export function Skeleton({ className }: { className?: string }) {
  const visible = useAfter(150);
  return (
    <span
      aria-hidden
      className={cx('block rounded-sm bg-line', visible ? 'motion-safe:animate-skeleton' : 'invisible', className)}
    />
  );
}

/** Announces to screen readers that the block is loading. */
export function Loading({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div role="status" aria-busy="true" aria-label={label} className="contents">
      {children}
    </div>
  );
}
