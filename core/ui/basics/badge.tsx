import type { LucideIcon } from 'lucide-react';
import { Ban, CircleAlert, CircleCheck, CircleDashed, LoaderCircle, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from './class-names.ts';

export type Tone = 'neutral' | 'accent' | 'ochre' | 'ok' | 'warn' | 'bad';

const tones: Record<Tone, string> = {
  neutral: 'bg-sunken text-ink-soft',
  accent: 'bg-accent-soft text-accent',
  ochre: 'bg-ochre-soft text-ochre-ink',
  ok: 'bg-ok-soft text-ok',
  warn: 'bg-warn-soft text-warn',
  bad: 'bg-bad-soft text-bad',
};

export interface BadgeProps {
  tone?: Tone;
  icon?: LucideIcon;
  children: ReactNode;
  title?: string;
}

/** A state in one word. Colour never speaks alone: the word is always there, and an icon for good, warning and bad. */
export function Badge({ tone = 'neutral', icon, children, title }: BadgeProps) {
  const Icon = icon ?? stateIcons[tone];
  return (
    <span
      title={title}
      className={cx(
        'inline-flex h-[22px] items-center gap-1 rounded-sm px-1.5 text-xs font-medium whitespace-nowrap',
        tones[tone],
      )}
    >
      {Icon && <Icon aria-hidden className="size-3.5 shrink-0" strokeWidth={2} />}
      {children}
    </span>
  );
}

const stateIcons: Partial<Record<Tone, LucideIcon>> = { ok: CircleCheck, warn: TriangleAlert, bad: CircleAlert };

/** Icons of work in progress, for badges of runs and steps. */
export const workIcons = { waiting: CircleDashed, running: LoaderCircle, cancelled: Ban };
