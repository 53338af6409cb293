import type { ErrorKind } from '@griot/kernel';
import { en } from './en.ts';
import { fr } from './fr.ts';

export type Language = 'fr' | 'en';

/** Sentences by error code. `{name}` is filled from the error's details. */
export type Messages = Readonly<Record<string, string>>;

/** Sentences an application brings for its own codes, in both languages. */
export interface MessageSet {
  fr: Messages;
  en: Messages;
}

export interface Catalogue {
  /** The sentence of a code; for an unknown code the general one of its kind. */
  sentence(language: Language, code: string, kind: ErrorKind, details?: Record<string, unknown>): string;
}

export function createCatalogue(more: readonly MessageSet[] = []): Catalogue {
  const all: Record<Language, Map<string, string>> = { fr: new Map(), en: new Map() };
  for (const set of [{ fr, en }, ...more]) {
    for (const language of ['fr', 'en'] as const) {
      for (const [code, text] of Object.entries(set[language])) all[language].set(code, text);
    }
  }
  return {
    sentence(language, code, kind, details = {}) {
      const text = all[language].get(code) ?? all[language].get(`kind.${kind}`) ?? all[language].get('kind.internal');
      return fill(text ?? '', details);
    },
  };
}

/** A missing or composite value becomes "…": a sentence never shows `{name}` or `[object Object]`. */
function fill(text: string, details: Record<string, unknown>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = Object.hasOwn(details, name) ? details[name] : undefined;
    if (Array.isArray(value) && value.every((item) => typeof item !== 'object')) return value.slice(0, 10).join(', ');
    return typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, 200) : '…';
  });
}

/** French unless the caller prefers English (RFC 9110 §12.5.4; only the first letters of each range count). */
export function preferredLanguage(acceptLanguage: string | undefined, otherwise: Language = 'fr'): Language {
  let best: { language: Language; weight: number } | undefined;
  for (const range of (acceptLanguage ?? '').slice(0, 500).split(',')) {
    const [tag = '', ...parameters] = range.trim().toLowerCase().split(';');
    const language = tag.startsWith('fr') ? 'fr' : tag.startsWith('en') ? 'en' : undefined;
    const q = Number(
      parameters
        .find((p) => p.trim().startsWith('q='))
        ?.trim()
        .slice(2) ?? 1,
    );
    if (language && q > 0 && (!best || q > best.weight)) best = { language, weight: q };
  }
  return best?.language ?? otherwise;
}
