import type { LucideIcon } from 'lucide-react';
import type { ButtonHTMLAttributes, Ref } from 'react';
import { cx } from './class-names.ts';

export type ButtonTone = 'primary' | 'secondary' | 'quiet' | 'danger';

const tones: Record<ButtonTone, string> = {
  primary: 'bg-accent text-on-accent border-accent hover:bg-accent-strong hover:border-accent-strong',
  secondary: 'bg-surface text-ink border-line-strong hover:border-ink-faint hover:bg-sunken',
  quiet: 'bg-transparent text-ink-soft border-transparent hover:bg-sunken hover:text-ink',
  danger: 'bg-surface text-bad border-bad hover:bg-bad-soft',
};

/** The look of a button, for links that act as one. */
export function buttonClasses(tone: ButtonTone = 'secondary', size: 'small' | 'normal' | 'large' = 'normal'): string {
  return cx(
    'inline-flex items-center justify-center gap-2 rounded-md border font-medium whitespace-nowrap select-none',
    'transition-colors duration-100 disabled:opacity-50 disabled:pointer-events-none',
    size === 'small' && 'h-8 px-2.5 text-sm',
    size === 'normal' && 'h-9 px-3.5 text-base max-md:h-11',
    size === 'large' && 'h-12 px-5 text-lg',
    tones[tone],
  );
}

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  tone?: ButtonTone;
  size?: 'small' | 'normal' | 'large';
  icon?: LucideIcon;
  /** Work is under way: the button waits and says so to screen readers. */
  busy?: boolean;
  ref?: Ref<HTMLButtonElement>;
}

/** A verb. */
export function Button({ tone, size, icon: Icon, busy, className, children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      aria-busy={busy || undefined}
      disabled={rest.disabled || busy}
      {...rest}
      className={cx(buttonClasses(tone, size), className)}
    >
      {busy ? (
        <span
          aria-hidden
          className="size-4 rounded-full border-2 border-current border-r-transparent motion-safe:animate-spin"
        />
      ) : (
        Icon && <Icon aria-hidden className="size-4 shrink-0" strokeWidth={1.75} />
      )}
      {children}
    </button>
  );
}

export interface IconButtonProps extends Omit<ButtonProps, 'children' | 'icon'> {
  icon: LucideIcon;
  /** What it does: read by screen readers, shown on hover. */
  label: string;
  pressed?: boolean;
}

export function IconButton({ icon: Icon, label, pressed, className, size = 'normal', ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      aria-pressed={pressed}
      {...rest}
      className={cx(
        'inline-grid place-items-center rounded-md text-ink-soft transition-colors duration-100 shrink-0',
        'hover:bg-sunken hover:text-ink aria-pressed:bg-accent-soft aria-pressed:text-accent data-popup-open:bg-sunken',
        'disabled:opacity-50 disabled:pointer-events-none',
        size === 'small' ? 'size-7 max-md:size-10' : 'size-9 max-md:size-11',
        className,
      )}
    >
      <Icon aria-hidden className={size === 'small' ? 'size-4' : 'size-[18px]'} strokeWidth={1.75} />
    </button>
  );
}
