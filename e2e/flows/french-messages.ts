import { globSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const ROOT = join(import.meta.dirname, '../..');
const DECLARE = pathToFileURL(join(ROOT, 'core/ui/i18n/define-messages.ts')).href;

type Message = string | { one: string; other: string };
type Catalogue = Record<'fr' | 'en', Record<string, Message>>;

/**
 * Says of a text whether it is one of the French messages of the interface, placeholders filled, and none of the English
 * ones: by the catalogues themselves, so that no list of words has to be kept. `pairs` are further texts in both languages.
 */
export async function frenchMessages(
  pairs: readonly [fr: string, en: string][] = [],
): Promise<(text: string) => boolean> {
  // Catalogues need one function of the components' package, whose other files Node does not run.
  const hooks = registerHooks({
    resolve: (specifier, context, next) =>
      specifier === '@griot/ui' ? { url: DECLARE, shortCircuit: true } : next(specifier, context),
  });
  const french: string[] = [];
  const english: string[] = [];
  for (const file of globSync('{core,apps,hosts}/**/*.messages.ts', {
    cwd: ROOT,
    exclude: (name) => name.includes('node_modules'),
  })) {
    const exported: unknown[] = Object.values(await import(pathToFileURL(join(ROOT, file)).href));
    for (const { fr, en } of exported.filter(isCatalogue)) {
      french.push(...Object.values(fr).flatMap(forms));
      english.push(...Object.values(en).flatMap(forms));
    }
  }
  hooks.deregister();
  for (const [fr, en] of pairs) {
    french.push(fr);
    english.push(en);
  }
  const told = french.filter((text) => text.replace(/\{\w+\}|[^\p{L}]/gu, '').length >= 4);
  const isFrench = matcher(told);
  const isEnglish = matcher(english);
  return (text) => isFrench(text) && !isEnglish(text);
}

const isCatalogue = (value: unknown): value is Catalogue =>
  typeof value === 'object' && value !== null && 'fr' in value && 'en' in value;
const forms = (message: Message): string[] => (typeof message === 'string' ? [message] : [message.one, message.other]);
const plain = (text: string): string => text.replaceAll(/\s+/g, ' ').trim().toLowerCase();

function matcher(texts: readonly string[]): (text: string) => boolean {
  const whole = new Set<string>();
  const patterns: RegExp[] = [];
  for (const text of texts) {
    if (!text.includes('{')) whole.add(plain(text));
    else {
      const parts = plain(text)
        .split(/\{\w+\}/)
        .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
      patterns.push(new RegExp(`^${parts.join('.+?')}$`));
    }
  }
  return (text) => whole.has(plain(text)) || patterns.some((pattern) => pattern.test(plain(text)));
}
