import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';
import { createPortal } from 'react-dom';

interface Slot {
  element: HTMLElement | null;
  setElement: (element: HTMLElement | null) => void;
}

const Context = createContext<Slot | null>(null);

export function FiltersSlotProvider({ children }: { children: ReactNode }) {
  const [element, setElement] = useState<HTMLElement | null>(null);
  const value = useMemo(() => ({ element, setElement }), [element]);
  return <Context value={value}>{children}</Context>;
}

/** The line under the top bar where the page's filters come to stand; no height when the page has none. */
export function FiltersSlot() {
  const slot = useContext(Context);
  return <div ref={slot?.setElement} className="empty:hidden" />;
}

/** Put the page's filters here: they appear in the top bar and stay in sight. */
export function PageFilters({ children }: { children: ReactNode }) {
  const slot = useContext(Context);
  return slot?.element ? createPortal(children, slot.element) : null;
}
