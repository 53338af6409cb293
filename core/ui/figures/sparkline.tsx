import { useMemo } from 'react';
import { type Figure, toPlot } from '../formats/number.ts';
import { HEIGHT, sparklinePath, WIDTH } from './sparkline-path.ts';

export interface SparklineProps {
  values: Figure[];
  /** Read instead of the drawing. */
  label: string;
}

export function Sparkline({ values, label }: SparklineProps) {
  const { line, last } = useMemo(() => sparklinePath(values.map(toPlot)), [values]);
  if (!last || values.length < 2) return null;
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      className="h-8 w-full"
      preserveAspectRatio="none"
    >
      <path
        d={line}
        fill="none"
        stroke="var(--accent)"
        strokeWidth="1.5"
        vectorEffect="non-scaling-stroke"
        opacity="0.75"
      />
    </svg>
  );
}
