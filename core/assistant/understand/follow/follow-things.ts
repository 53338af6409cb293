import type { Token } from '../../language/tokens.ts';
import type { Lexicon } from '../../lexicon/build-lexicon.ts';
import type { Asked } from '../asked.ts';
import { beside } from '../figures-beside.ts';
import { dimensionOf, dimensionOfGroup } from '../find-dimensions.ts';
import { Unsettled } from '../unsettled.ts';
import { conceptsNamed } from './follow-named.ts';

const LEAD = '^(et |and |mais |alors |donc |ok |cela |ca )*';
const WHICH = new RegExp(
  `${LEAD}((dans|de|pour|chez|a|en|in|for|of) )?(quels?|quelles?|which|what) (?<what>.+?)( (?<most>surtout|principalement|le plus|mostly|mainly))?$`,
);
const MANY = new RegExp(
  `${LEAD}((fait|represente|touche|concerne) )?(combien (de|d)|how many) (?<what>.+?)( (cela|ca|sont|is|are))*( (concernes?|concernees?|touches?|fait|represente|concerned|affected|that|involved))+$|^(et )?(cela|ca) (fait|represente|touche|concerne) combien (de|d) (?<other>.+)$`,
);
const HOW_MANY = new RegExp(
  `${LEAD}(combien|how many)( (y|il|en|a|t|sont|ils|elles|are|is|there|they|their|of|them|ca|cela|fait|that))*$`,
);
const EVERYONE =
  /^(et |and |mais )*(partout|everywhere|(pour )?tout le monde|sans (le |les |aucun )?filtres?|globalement|(dans|sur) l ensemble|au (niveau )?(national|global)|(a l )?echelle nationale|nationwide|for everyone|without (the |any )?filters?)$/;

/** What a follow-up asks of the things that the question before was about: which, how many, all of them. Null where it says more. */
export function askedOfThings(before: Asked, tokens: readonly Token[], lexicon: Lexicon): Asked | null {
  const text = tokens.map((one) => one.text).join(' ');
  if (EVERYONE.test(text) && before.dimensions.length === 0) return ofEveryone(before, lexicon);
  if (HOW_MANY.test(text)) return counted(before, lexicon);
  const many = MANY.exec(text)?.groups;
  if (many) return howMany(before, wordsOf(tokens, many.what ?? many.other ?? ''), lexicon);
  const which = WHICH.exec(text)?.groups;
  return which?.what === undefined
    ? null
    : whichOf(before, wordsOf(tokens, which.what), which.most !== undefined, lexicon);
}

/** The tokens that some words of the text were. */
function wordsOf(tokens: readonly Token[], text: string): readonly Token[] {
  const words = text.split(' ');
  const at = tokens.findIndex((_, i) => words.every((word, n) => tokens[i + n]?.text === word));
  return at < 0 ? [] : tokens.slice(at, at + words.length);
}

/** `tout le monde`, `sans filtre`: of all again, where one condition narrowed it. */
function ofEveryone(before: Asked, lexicon: Lexicon): Asked {
  const named = before.filters.filter(({ dimension }) => lexicon.conceptOf.has(dimension));
  if (named.length !== 1 || before.check !== null) throw new Unsettled(named.length === 0 ? 'same' : 'context');
  return { ...before, filters: before.filters.filter((one) => one !== named[0]) };
}

/** `combien ?` after whether there are any, or after a list of them. */
function counted(before: Asked, lexicon: Lexicon): Asked | null {
  const [metric = ''] = before.metrics;
  if (before.kind === 'exists') return { ...before, kind: 'figure' };
  if (before.kind === 'list' && lexicon.counts.has(metric)) {
    const filters = before.filters.filter(({ dimension }) => !lexicon.metrics.has(dimension));
    return { ...before, kind: 'figure', dimensions: [], filters, order: null, limit: null };
  }
  return null;
}

/** `combien de clients ça concerne ?`: those that have some of it; `ça fait combien de factures ?`: what counts its rows. */
function howMany(before: Asked, words: readonly Token[], lexicon: Lexicon): Asked | null {
  const [metric, more] = before.metrics;
  if (metric === undefined || before.kind !== 'figure' || before.dimensions.length > 0 || before.compare) return null;
  const unit = lexicon.metrics.get(metric)?.unit;
  const [concept, other] = conceptsNamed(words, lexicon) ?? [];
  if (more !== undefined || (unit !== 'currency' && unit !== 'count')) throw new Unsettled('context');
  if (concept !== undefined && other === undefined) {
    const dimension = dimensionOf(lexicon, concept, [metric]);
    if (dimension === null || lexicon.counts.get(metric) === concept) throw new Unsettled('dimension');
    const some = { dimension: metric, operator: 'gt' as const, value: 0 };
    return { ...before, kind: 'count', dimensions: [dimension], filters: [...before.filters, some] };
  }
  const [count, another] = beside(metric, 'count', lexicon);
  if (count === undefined || another !== undefined) throw new Unsettled('amount');
  const known = lexicon.metrics.get(count);
  const called = `${known?.labels.fr ?? ''} ${known?.labels.en ?? ''}`.toLowerCase();
  return words.some(({ stem }) => stem.length > 2 && called.includes(stem)) ? { ...before, metrics: [count] } : null;
}

/** `dans quelles zones ?` after one figure: by those; `quel secteur surtout ?`: the one with most of it. */
function whichOf(before: Asked, words: readonly Token[], most: boolean, lexicon: Lexicon): Asked | null {
  const [metric, more] = before.metrics;
  const [concept, other] = conceptsNamed(words, lexicon) ?? [];
  if (metric === undefined || more !== undefined || concept === undefined || other !== undefined) return null;
  if (before.dimensions.length > 0 || (before.kind !== 'figure' && before.kind !== 'exists')) return null;
  const dimension = dimensionOfGroup(lexicon, { concept }, [metric]);
  const own = lexicon.counts.get(metric) === concept;
  if (own || before.kind === 'exists') {
    const some = { dimension: metric, operator: 'gt' as const, value: 0 };
    const filters = [...before.filters, some];
    return { ...before, kind: own ? 'list' : 'figure', dimensions: [dimension], filters };
  }
  const ranked = most ? { order: { by: metric, descending: true }, limit: 1 } : {};
  return { ...before, dimensions: [dimension], ...ranked };
}
