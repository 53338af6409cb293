import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { PREFERENCES_KEY, type Preferences, parsePreferences } from './preferences.ts';

interface PreferencesContext {
  preferences: Preferences;
  /** What `system` resolves to now. */
  dark: boolean;
  change(patch: Partial<Preferences>): void;
}

const Context = createContext<PreferencesContext | null>(null);

const darkQuery = '(prefers-color-scheme: dark)';

/** Theme, contrast, language and density of this person on this machine; kept in localStorage, shared by the tabs. */
export function PreferencesProvider({ children }: { children: ReactNode }) {
  const [preferences, setPreferences] = useState(() => parsePreferences(localStorage.getItem(PREFERENCES_KEY)));
  const [systemDark, setSystemDark] = useState(() => matchMedia(darkQuery).matches);

  useEffect(() => {
    const media = matchMedia(darkQuery);
    const onSystem = () => setSystemDark(media.matches);
    const onStorage = (event: StorageEvent) => {
      if (event.key === PREFERENCES_KEY) setPreferences(parsePreferences(event.newValue));
    };
    media.addEventListener('change', onSystem);
    addEventListener('storage', onStorage);
    return () => {
      media.removeEventListener('change', onSystem);
      removeEventListener('storage', onStorage);
    };
  }, []);

  const dark = preferences.theme === 'dark' || (preferences.theme === 'system' && systemDark);
  useEffect(() => {
    const root = document.documentElement;
    root.dataset.theme = dark ? 'dark' : 'light';
    root.dataset.contrast = preferences.contrast;
  }, [dark, preferences.contrast]);

  const change = useCallback((patch: Partial<Preferences>) => {
    setPreferences((before) => {
      const after = { ...before, ...patch };
      localStorage.setItem(PREFERENCES_KEY, JSON.stringify(after));
      return after;
    });
  }, []);

  const value = useMemo(() => ({ preferences, dark, change }), [preferences, dark, change]);
  return <Context value={value}>{children}</Context>;
}

export function usePreferences(): PreferencesContext {
  const value = useContext(Context);
  if (!value) throw new Error('usePreferences outside PreferencesProvider');
  return value;
}
