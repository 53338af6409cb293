import { Menu as Base } from '@base-ui/react/menu';
import { Check, type LucideIcon } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';

export interface MenuChoice {
  id: string;
  label: string;
  icon?: LucideIcon;
  checked?: boolean;
  /** Keeps the menu open, for several choices in a row. */
  keepOpen?: boolean;
  onSelect: () => void;
}

export interface MenuGroup {
  id: string;
  heading?: string;
  choices: MenuChoice[];
}

export interface MenuProps {
  /** A button; it receives the menu's attributes. */
  trigger: ReactElement;
  groups: MenuGroup[];
  header?: ReactNode;
  align?: 'start' | 'end';
}

const itemClasses =
  'flex min-h-9 items-center gap-2.5 rounded-md px-2.5 text-base text-ink outline-none select-none data-highlighted:bg-sunken max-md:min-h-12';

export function Menu({ trigger, groups, header, align = 'end' }: MenuProps) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner sideOffset={6} align={align} className="z-50 outline-none">
          <Base.Popup className="max-h-[min(70dvh,32rem)] min-w-52 origin-(--transform-origin) overflow-y-auto rounded-lg border border-line bg-surface p-1 shadow-float outline-none transition-opacity duration-100 data-starting-style:opacity-0 data-ending-style:opacity-0">
            {header && <div className="border-b border-line px-2.5 pt-1.5 pb-2">{header}</div>}
            {groups.map((group) => (
              <Base.Group key={group.id} className="border-line py-1 not-first:border-t">
                {group.heading && (
                  <Base.GroupLabel className="px-2.5 pt-1 pb-0.5 text-xs text-ink-faint">
                    {group.heading}
                  </Base.GroupLabel>
                )}
                {group.choices.map((choice) => (
                  <Choice key={choice.id} choice={choice} />
                ))}
              </Base.Group>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

function Choice({ choice }: { choice: MenuChoice }) {
  const Icon = choice.icon;
  const content = (
    <>
      {Icon && <Icon aria-hidden className="size-4 text-ink-faint" strokeWidth={1.75} />}
      <span className="flex-1">{choice.label}</span>
    </>
  );
  if (choice.checked === undefined) {
    return (
      <Base.Item className={itemClasses} closeOnClick={!choice.keepOpen} onClick={choice.onSelect}>
        {content}
      </Base.Item>
    );
  }
  return (
    <Base.CheckboxItem
      className={itemClasses}
      checked={choice.checked}
      closeOnClick={!choice.keepOpen}
      onCheckedChange={choice.onSelect}
    >
      {content}
      <Base.CheckboxItemIndicator>
        <Check aria-hidden className="size-4 text-accent" />
      </Base.CheckboxItemIndicator>
    </Base.CheckboxItem>
  );
}
