import { Popover as Base } from '@base-ui/react/popover';
import type { ReactElement, ReactNode } from 'react';

export interface PopoverProps {
  trigger: ReactElement;
  /** Also opens when the pointer rests on it. */
  onHover?: boolean;
  title?: string;
  onOpen?: () => void;
  children: ReactNode;
  align?: 'start' | 'center' | 'end';
}

/** A small sheet beside what opened it; reached by hover, focus, touch and keyboard alike. */
export function Popover({ trigger, onHover, title, onOpen, children, align = 'center' }: PopoverProps) {
  return (
    <Base.Root onOpenChange={(open) => open && onOpen?.()}>
      <Base.Trigger render={trigger} openOnHover={onHover} delay={200} />
      <Base.Portal>
        <Base.Positioner sideOffset={6} align={align} collisionPadding={8} className="z-50">
          <Base.Popup className="max-h-[min(70dvh,36rem)] max-w-[min(22rem,calc(100vw-16px))] overflow-y-auto rounded-lg border border-line bg-surface p-3 text-base text-ink shadow-float outline-none transition-opacity duration-100 data-starting-style:opacity-0 data-ending-style:opacity-0">
            {title && <Base.Title className="mb-1 font-semibold">{title}</Base.Title>}
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
