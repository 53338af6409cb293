import { useId } from 'react';

/**
 * The thin woven band of the log-in page and of empty states, and nowhere else: crossing threads of indigo, one ochre
 * lozenge a repeat, as on a cloth's selvedge.
 */
export function WovenMotif({ className, rows = 2 }: { className?: string; rows?: number }) {
  const id = useId();
  const height = rows * 24;
  return (
    <svg aria-hidden="true" className={className} width="100%" height={height}>
      <defs>
        <pattern id={id} width="48" height="24" patternUnits="userSpaceOnUse">
          <path d="M0 12 L12 0 L24 12 L12 24 Z" fill="none" stroke="var(--accent)" strokeWidth="1.25" />
          <path d="M24 12 L36 0 L48 12 L36 24 Z" fill="none" stroke="var(--accent)" strokeWidth="1.25" />
          <path d="M6 12 L12 6 L18 12 L12 18 Z" fill="var(--ochre)" />
          <path d="M30 12 H42 M36 6 V18" stroke="var(--accent)" strokeWidth="1.25" />
          <path d="M33 9 L39 15 M39 9 L33 15" stroke="var(--ochre)" strokeWidth="1.25" />
        </pattern>
      </defs>
      <rect width="100%" height={height} fill={`url(#${id})`} />
    </svg>
  );
}
