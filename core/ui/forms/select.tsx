import { Select as Base } from '@base-ui/react/select';
import { Check, ChevronDown } from 'lucide-react';
import { cx } from '../basics/class-names.ts';

export interface SelectOption {
  value: string;
  label: string;
}

export interface SelectProps {
  /** Read with the value; shown before it when `inline`. */
  label: string;
  value: string | null;
  /** First choice, standing for null: « Toutes les zones ». */
  all?: string;
  options: SelectOption[];
  onChange: (value: string | null) => void;
  id?: string;
  className?: string;
  size?: 'small' | 'normal';
}

const NONE = '';

export function Select({ label, value, all, options, onChange, id, className, size = 'normal' }: SelectProps) {
  const items = all === undefined ? options : [{ value: NONE, label: all }, ...options];
  const chosen = items.find((item) => item.value === (value ?? NONE));
  return (
    <Base.Root
      items={items}
      value={value ?? NONE}
      onValueChange={(next) => onChange(next === NONE ? null : (next ?? null))}
    >
      <Base.Trigger
        id={id}
        aria-label={label}
        className={cx(
          'flex w-full min-w-0 items-center gap-2 rounded-md border bg-surface text-left text-ink hover:border-ink-faint',
          value === null ? 'border-line' : 'border-accent bg-accent-soft',
          size === 'small' ? 'h-9 px-2.5 max-md:h-12' : 'h-10 px-3 max-md:h-12',
          className,
        )}
      >
        <Base.Value className="min-w-0 flex-1 truncate">{chosen?.label ?? value}</Base.Value>
        <ChevronDown aria-hidden className="size-4 shrink-0 text-ink-faint" strokeWidth={1.75} />
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner sideOffset={4} alignItemWithTrigger={false} className="z-[60] outline-none">
          <Base.Popup className="max-h-[min(60dvh,24rem)] min-w-(--anchor-width) max-w-[calc(100vw-24px)] overflow-y-auto rounded-lg border border-line bg-surface p-1 text-ink shadow-float outline-none">
            <Base.List>
              {items.map((item) => (
                <Base.Item
                  key={item.value}
                  value={item.value}
                  className="flex min-h-9 cursor-default items-center gap-2 rounded-md px-2.5 text-base outline-none select-none data-highlighted:bg-sunken max-md:min-h-12"
                >
                  <Base.ItemText className="min-w-0 flex-1 truncate">{item.label}</Base.ItemText>
                  <Base.ItemIndicator>
                    <Check aria-hidden className="size-4 text-accent" />
                  </Base.ItemIndicator>
                </Base.Item>
              ))}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
