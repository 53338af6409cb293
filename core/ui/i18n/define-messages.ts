/** Languages of the interface. French is the language of work here; English says the same. */
export type Locale = 'fr' | 'en';

/** A sentence with `{placeholders}`, or its singular and plural chosen by the `count` value. */
export type Message = string | { one: string; other: string };

export interface Messages<Key extends string> {
  fr: Record<Key, Message>;
  en: Record<Key, Message>;
}

/** Declares one area's messages in both languages; the compiler refuses a key that one of them lacks. */
export function defineMessages<const French extends Record<string, Message>>(messages: {
  fr: French;
  en: Record<keyof French & string, Message>;
}): Messages<keyof French & string> {
  return messages;
}

export type MessageValues = Record<string, string | number>;

const pluralRules = new Map<Locale, Intl.PluralRules>();

function pluralOf(locale: Locale, count: number): 'one' | 'other' {
  let rules = pluralRules.get(locale);
  if (!rules) {
    rules = new Intl.PluralRules(locale);
    pluralRules.set(locale, rules);
  }
  return rules.select(count) === 'one' ? 'one' : 'other';
}

/**
 * The sentence under `key`, its placeholders filled. A plural message reads `values.count`; to show a formatted count
 * while choosing by the number, pass the text as another value.
 */
export function translate<Key extends string>(
  messages: Messages<Key>,
  locale: Locale,
  key: Key,
  values: MessageValues = {},
): string {
  const message = messages[locale][key];
  const text = typeof message === 'string' ? message : message[pluralOf(locale, Number(values.count ?? 0))];
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
