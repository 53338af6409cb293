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

/** True when the address is that page or lies below it. */
export function isWithin(address: string, path: string): boolean {
  return address === path || address.startsWith(`${path}/`);
}
