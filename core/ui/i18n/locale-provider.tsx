import { createContext, type ReactNode, useContext, useInsertionEffect, useMemo } from 'react';
import { resolveLocale } from '../theme/preferences.ts';
import { usePreferences } from '../theme/preferences-provider.tsx';
import { type Locale, type Messages, type MessageValues, translate } from './define-messages.ts';

/** Habits of the tenant that figures and dates follow. */
export interface RegionalSettings {
  locale: Locale | null;
  /** IANA name; a business day and a clock time belong to it, never to the browser's. */
  timeZone: string;
  /** ISO 4217. */
  currency: string;
}

interface LocaleContext {
  locale: Locale;
  timeZone: string;
  currency: string;
}

const Context = createContext<LocaleContext>({ locale: 'fr', timeZone: 'UTC', currency: 'XOF' });

export function LocaleProvider({ tenant, children }: { tenant: RegionalSettings | null; children: ReactNode }) {
  const { preferences } = usePreferences();
  const locale = resolveLocale(preferences.locale, tenant?.locale ?? null, navigator.languages);
  const timeZone = tenant?.timeZone ?? 'UTC';
  const currency = tenant?.currency ?? 'XOF';
  // Before any effect of the page asks the server something: its answers come in the page's language.
  useInsertionEffect(() => {
    document.documentElement.lang = locale;
  }, [locale]);
  const value = useMemo(() => ({ locale, timeZone, currency }), [locale, timeZone, currency]);
  return <Context value={value}>{children}</Context>;
}

/** Amounts inside are in this currency where nothing else is said; without one, in the tenant's. */
export function InCurrency({ currency, children }: { currency: string | undefined; children: ReactNode }) {
  const outer = useLocale();
  const value = useMemo(() => ({ ...outer, currency: currency ?? outer.currency }), [outer, currency]);
  return <Context value={value}>{children}</Context>;
}

export function useLocale(): LocaleContext {
  return useContext(Context);
}

/** The translator of one area: `const t = useMessages(tableMessages); t('rows', { count })`. */
export function useMessages<Key extends string>(messages: Messages<Key>): (key: Key, values?: MessageValues) => string {
  const { locale } = useLocale();
  return useMemo(() => (key, values) => translate(messages, locale, key, values), [messages, locale]);
}
