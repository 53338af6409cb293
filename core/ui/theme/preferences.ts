import type { Locale } from '../i18n/define-messages.ts';

export interface Preferences {
  theme: 'system' | 'light' | 'dark';
  contrast: 'normal' | 'high';
  /** null: as the browser, then as the tenant. */
  locale: Locale | null;
  /** Table rows: comfortable for reading, compact for a wide screen full of rows. */
  density: 'comfortable' | 'compact';
  railCollapsed: boolean;
}

export const defaultPreferences: Preferences = {
  theme: 'system',
  contrast: 'normal',
  locale: null,
  density: 'comfortable',
  railCollapsed: false,
};

/** Also read by the blocking `theme.js` of the page, before anything is drawn. */
export const PREFERENCES_KEY = 'griot.preferences';

/** Reads what was stored; anything unknown or broken falls back to the default, field by field. */
export function parsePreferences(stored: string | null): Preferences {
  let raw: unknown = null;
  try {
    raw = JSON.parse(stored ?? 'null');
  } catch {
    return defaultPreferences;
  }
  if (typeof raw !== 'object' || raw === null) return defaultPreferences;
  const field = (name: string): unknown => (raw as Record<string, unknown>)[name];
  const oneOf = <T extends string | null>(name: string, allowed: readonly T[], otherwise: T): T =>
    allowed.find((value) => value === field(name)) ?? otherwise;
  return {
    theme: oneOf('theme', ['system', 'light', 'dark'] as const, defaultPreferences.theme),
    contrast: oneOf('contrast', ['normal', 'high'] as const, defaultPreferences.contrast),
    locale: oneOf('locale', ['fr', 'en', null] as const, null),
    density: oneOf('density', ['comfortable', 'compact'] as const, defaultPreferences.density),
    railCollapsed: field('railCollapsed') === true,
  };
}

/** The language to speak: the person's choice, else the tenant's, else the browser's, else French. */
export function resolveLocale(
  chosen: Locale | null,
  ofTenant: Locale | null,
  ofBrowser: readonly string[] = [],
): Locale {
  if (chosen) return chosen;
  if (ofTenant) return ofTenant;
  for (const tag of ofBrowser) {
    if (tag.startsWith('fr')) return 'fr';
    if (tag.startsWith('en')) return 'en';
  }
  return 'fr';
}
