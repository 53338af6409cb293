import { comparatives } from './comparatives.ts';
import { GENERAL_TURNS, KINDS, NUMBERS, WE_HAVE } from './idiom-list.ts';
import { nowAfter } from './range-so-far.ts';
import { type Token, tokenize } from './tokens.ts';

type Step =
  | { readonly words: ReadonlySet<string>; readonly optional: boolean; readonly kept: boolean }
  | 'gap'
  | 'one'
  | 'rest';
interface Idiom {
  readonly steps: readonly Step[];
  readonly first: boolean;
  readonly ahead: ReadonlySet<string> | null;
  readonly right: string;
  readonly length: number;
}

const MOST_IN_GAP = 8;
/** « à ce jour »: what it says depends on what stands before it. */
const NOW: readonly Token[] = [];
const SPLITS = new Set(['par', 'by', 'selon', 'per']);

function read(line: string): Idiom {
  const [left = '', right = ''] = line.split('>').map((one) => one.trim());
  const ahead = /\[([^\]]+)\]/.exec(left)?.[1];
  const words = left
    .replace(/\[[^\]]+\]/, '')
    .replace('^', '')
    .split(/\s+/)
    .filter((one) => one !== '');
  const steps = words.map((word): Step => {
    if (word === '*') return 'gap';
    if (word === '**') return 'rest';
    if (word === '_') return 'one';
    return {
      words: new Set(word.replace(/[?!]$/, '').split('|')),
      optional: word.endsWith('?'),
      kept: word.endsWith('!'),
    };
  });
  return {
    ...{
      steps,
      right,
      first: left.startsWith('^'),
      ahead: ahead === undefined ? null : new Set(ahead.replace('END', '').split('|')),
    },
    length: steps.filter((one) => typeof one === 'object' && !one.optional).length,
  };
}

/** Turns of speech of one application, ready to be found: the general ones and its own. */
export interface Turns {
  /** By the words that may begin them, longest first. */
  readonly byWord: ReadonlyMap<string, readonly Idiom[]>;
  /** Those that any word may begin: `Daloa exceptée`. */
  readonly anywhere: readonly Idiom[];
  /** Ways of writing one word, as an application declares them: `occup`, `lo`. */
  readonly spellings: ReadonlyMap<string, string>;
  /** Words by which they are known. */
  readonly words: ReadonlySet<string>;
}

export interface OwnTurns {
  /** What the application declares, in the notation of `idiom-list`. */
  readonly turns: readonly string[];
  /** Single words by which its dimensions (`THING`) and its metrics (`FIGURE`) are called. */
  readonly things: readonly string[];
  readonly figures: readonly string[];
}

/** One word for another: whatever else is matched is matched in its proper spelling. */
const ONE_WORD = /^([a-z|]+) > ([^=?].*)$/;

/** Puts an application's turns beside the general ones. Of two that match the longer wins, then the application's own. */
export function compileTurns({ turns, things, figures }: OwnTurns, general = GENERAL_TURNS): Turns {
  const kinds: Readonly<Record<string, string>> = { ...KINDS, THING: things.join('|'), FIGURE: figures.join('|') };
  const lines = [...turns, ...general]
    .flatMap((line) => (line.includes('WE_HAVE') ? WE_HAVE.map((words) => line.replace('WE_HAVE', words)) : [line]))
    // Of nothing that is declared there is no word, and the name of the kind is none.
    .map((line) => line.replace(/\b[A-Z]{3,}\b/g, (name) => kinds[name] || name));
  const byWord = new Map<string, Idiom[]>();
  const anywhere: Idiom[] = [];
  for (const idiom of lines.map(read).sort((a, b) => b.length - a.length)) {
    if (idiom.steps[0] === 'one') anywhere.push(idiom);
    for (const step of idiom.steps) {
      if (typeof step !== 'object') break;
      for (const word of step.words) byWord.set(word, [...(byWord.get(word) ?? []), idiom]);
      if (!step.optional) break;
    }
  }
  const spellings = turns.flatMap((line) => {
    const [, left = '', right = ''] = ONE_WORD.exec(line) ?? [];
    return left.split('|').map((word) => [word, right] as const);
  });
  const words = lines.flatMap((line) => (line.split('>')[0] ?? '').replace(/[?!^]|\[.*\]/g, '').split(/[\s|]+/));
  return { byWord, anywhere, spellings: new Map(spellings), words: new Set(words) };
}

interface Match {
  readonly end: number;
  readonly kept: readonly Kept[];
}
interface Kept {
  readonly sign: string;
  readonly tokens: readonly Token[];
}

function match(tokens: readonly Token[], at: number, steps: readonly Step[], next = 0): Match | null {
  const step = steps[next];
  if (step === undefined) return { end: at, kept: [] };
  if (step === 'rest') return { end: tokens.length, kept: [{ sign: '**', tokens: tokens.slice(at) }] };
  if (step === 'one') {
    const [here] = tokens.slice(at, at + 1);
    const rest = here ? match(tokens, at + 1, steps, next + 1) : null;
    return here && rest ? { end: rest.end, kept: [{ sign: '_', tokens: [here] }, ...rest.kept] } : null;
  }
  if (step === 'gap') {
    for (let size = 0; size <= MOST_IN_GAP && at + size < tokens.length; size += 1) {
      // What something is split by is no part of its name.
      if (size > 0 && SPLITS.has(tokens[at + size - 1]?.text ?? '')) return null;
      const rest = match(tokens, at + size, steps, next + 1);
      if (rest) return { end: rest.end, kept: [{ sign: '*', tokens: tokens.slice(at, at + size) }, ...rest.kept] };
    }
    return null;
  }
  const token = tokens[at];
  // « CA » written so is the figure, never « ça ».
  const word = token === undefined || token.raw === 'CA' ? '' : token.text;
  const rest = step.words.has(word) ? match(tokens, at + 1, steps, next + 1) : null;
  const here = rest && token && step.kept ? { ...rest, kept: [{ sign: '!', tokens: [token] }, ...rest.kept] } : rest;
  return here ?? (step.optional ? match(tokens, at, steps, next + 1) : null);
}

/** Puts plain words for idioms: what a question says in a roundabout way is read as what it asks. */
export function plainly(written: readonly Token[], turns: Turns): Token[] {
  const tokens = comparatives(written.flatMap((token) => spelledOut(token, turns.spellings)));
  const out: Token[] = [];
  for (let at = 0; at < tokens.length; ) {
    const found = idiomAt(tokens, at, turns);
    if (!found) {
      const token = tokens[at] as Token;
      out.push(relative(tokens, at) ? { ...token, text: 'dont', stem: 'dont' } : token);
      at += 1;
      continue;
    }
    out.push(...(found.said === NOW ? nowAfter(out, tokens[at] as Token) : found.said));
    at = found.end;
  }
  return out;
}

function spelledOut(token: Token, spellings: Turns['spellings']): readonly Token[] {
  const meant = spellings.get(token.text);
  return meant === undefined ? [token] : tokenize(meant).map((one) => ({ ...token, text: one.text, stem: one.stem }));
}

function idiomAt(tokens: readonly Token[], at: number, turns: Turns): { end: number; said: readonly Token[] } | null {
  for (const idiom of [...(turns.byWord.get(tokens[at]?.text ?? '') ?? []), ...turns.anywhere]) {
    if (idiom.first && at > 0) continue;
    const found = match(tokens, at, idiom.steps);
    if (!found || found.end === at) continue;
    const next = tokens[found.end]?.text ?? '';
    if (idiom.ahead && !idiom.ahead.has(next) && !(idiom.ahead.has('0') && /^\d/.test(next))) continue;
    return { end: found.end, said: say(tokens.slice(at, found.end), found.kept, idiom.right, turns) };
  }
  return null;
}

function say(from: readonly Token[], kept: readonly Kept[], right: string, turns: Turns): readonly Token[] {
  const [first] = from;
  if (!first || right === '') return [];
  if (right === 'NOW') return NOW;
  if (right === '=') return from;
  const end = from.at(-1)?.end ?? first.end;
  const place = { at: first.at, end };
  // A sign that is in no word: nothing is near it, nothing takes it for a typing error.
  if (right === '?') return [{ ...place, text: '=?', stem: '=?', raw: from.map(({ raw }) => raw).join(' ') }];
  const used = new Map<string, number>();
  return right.split(/\s+/).flatMap((word): readonly Token[] => {
    // The second `*` on the right is the second on the left; with one on the left, it again.
    const same = kept.filter(({ sign }) => sign === word);
    const nth = used.get(word) ?? 0;
    used.set(word, nth + 1);
    const group = same[Math.min(nth, same.length - 1)];
    if (group) return plainly(group.tokens, turns);
    if (word === '@') return from.slice(-1);
    if (word === '$1') return from.slice(0, 1);
    if (word === '$') return from.filter(({ text }) => NUMBERS.has(text));
    return tokenize(word).map((token) => ({ ...token, ...place }));
  });
}

const ASKING = new Set(
  'est sont moi savoir voir c sais dis dites et montre connaitre en d know me show tell from'.split(' '),
);
const AHEAD = new Set('le la les l il on nous nos notre the'.split(' '));
/** « zones où le taux dépasse » tells which zones; « où le taux dépasse-t-il » asks for them. */
function relative(tokens: readonly Token[], at: number): boolean {
  if (tokens[at]?.text !== 'where' || at === 0) return false;
  return !ASKING.has(tokens[at - 1]?.text ?? '') && AHEAD.has(tokens[at + 1]?.text ?? '');
}
