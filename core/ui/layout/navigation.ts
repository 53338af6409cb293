import type { LucideIcon } from 'lucide-react';

/** A page in the rail, its label in the person's language. */
export interface NavigationEntry {
  path: string;
  label: string;
  icon: LucideIcon;
}

export interface ApplicationEntry {
  id: string;
  label: string;
  icon: LucideIcon;
  home: string;
}

const isWithin = (address: string, path: string): boolean => address === path || address.startsWith(`${path}/`);

/** The page that an address is, or lies below: of several, the nearest alone. */
export function pageOf(address: string, pages: readonly { path: string }[]): string | null {
  const found = pages.map(({ path }) => path).filter((path) => isWithin(address, path));
  return found.reduce<string | null>((best, path) => (best !== null && best.length >= path.length ? best : path), null);
}
