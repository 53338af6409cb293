import { z } from 'zod';
import type { Widget } from './widget.ts';

/** `finance.en.yml` beside `finance.yml`: the words of what an application ships, in English, by the widgets' ids. */
export const englishWords = z.strictObject({
  title: z.string().trim().min(1).max(120),
  description: z.string().trim().max(500).default(''),
  widgets: z.record(z.string(), z.string().trim().min(1).max(120)).default({}),
});

/** Titles that English has no words for keep their own; a metric's name stands where neither gives one. */
export function withTitles<W extends Widget>(widget: W, titles: Readonly<Record<string, string>>): W {
  return { ...widget, title: titles[widget.id] ?? widget.title };
}
