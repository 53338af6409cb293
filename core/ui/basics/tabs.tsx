import { Tabs as Base } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';

export interface TabItem {
  id: string;
  label: string;
  /** Shown after the label, e.g. how many rows. */
  count?: string;
  content: ReactNode;
}

export function Tabs(props: { items: TabItem[]; value: string; onChange: (id: string) => void; label: string }) {
  return (
    <Base.Root value={props.value} onValueChange={(value) => props.onChange(String(value))} className="min-w-0">
      <Base.List
        aria-label={props.label}
        className="relative flex gap-1 overflow-x-auto border-b border-line px-2"
        activateOnFocus={false}
      >
        {props.items.map((item) => (
          <Base.Tab
            key={item.id}
            value={item.id}
            className="flex h-10 items-center gap-1.5 px-3 text-base whitespace-nowrap text-ink-soft hover:text-ink focus-visible:-outline-offset-2 data-active:font-semibold data-active:text-accent max-md:h-12"
          >
            {item.label}
            {item.count && <span className="figures text-xs font-normal text-ink-faint">{item.count}</span>}
          </Base.Tab>
        ))}
        <Base.Indicator className="absolute bottom-0 left-0 h-0.5 w-(--active-tab-width) translate-x-(--active-tab-left) bg-accent transition-[translate,width] duration-100" />
      </Base.List>
      {props.items.map((item) => (
        <Base.Panel key={item.id} value={item.id} className="min-w-0 focus-visible:outline-offset-0">
          {item.content}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
