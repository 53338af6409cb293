/**
 * `modules.re` in the small. Only patterns whose time cannot explode: no group is repeated, nothing refers back or looks
 * around, and at most two parts repeat without bound; and texts are short. Documented at docs.getdbt.com, "modules".
 */
import { bindArguments } from '../jinja/arguments.ts';
import type { Budget } from '../jinja/budget.ts';
import { str } from '../jinja/text.ts';
import { Callable, dict, HostObject, TemplateError, Tuple, type Value } from '../jinja/values.ts';

const MAX_TEXT = 4_000;
const IGNORECASE = 2;

/** The pattern for JavaScript, or an error when it is not one of the harmless ones. */
function compile(pattern: string, flags: Value | undefined, mode: 'g' | 'y' | ''): RegExp {
  const refuse = (why: string) => new TemplateError(`modules.re cannot use the pattern '${pattern}': ${why}`);
  if (pattern.length > 200) throw refuse('it is too long');
  const plain = pattern.replace(/\\[^\d]/g, 'x').replace(/\[\^?\]?[^\]]*\]/g, 'x');
  if (/\\\d/.test(plain)) throw refuse('it refers back to a group');
  if (/\(\?(?!:|P<)/.test(plain)) throw refuse('it looks around');
  if (/\)[*+{?]/.test(plain)) throw refuse('it repeats a group');
  if ((plain.match(/[*+]|\{\d*,\}/g) ?? []).length > 2) throw refuse('too many of its parts repeat');
  if ([...plain.matchAll(/\{(\d+)(?:,(\d+))?\}/g)].some(([, from, to]) => Number(to ?? from) > 50))
    throw refuse('a part repeats too often');
  try {
    return new RegExp(
      pattern.replaceAll('(?P<', '(?<').replace(/\\Z$/, '$'),
      `${mode}u${flags === IGNORECASE ? 'i' : ''}`,
    );
  } catch {
    throw refuse('it is not understood');
  }
}

class MatchObject extends HostObject {
  readonly #match: RegExpExecArray;
  constructor(match: RegExpExecArray) {
    super();
    this.#match = match;
  }
  #group(key: Value | undefined): Value {
    const found = typeof key === 'string' ? this.#match.groups?.[key] : this.#match[typeof key === 'number' ? key : 0];
    return found ?? null;
  }
  override attr(name: string): Value | undefined {
    const start = this.#match.index;
    if (name === 'group') return new Callable(name, ([key]) => this.#group(key));
    if (name === 'groups')
      return new Callable(name, () => new Tuple(this.#match.slice(1).map((group) => group ?? null)));
    if (name === 'start') return new Callable(name, () => start);
    if (name === 'end') return new Callable(name, () => start + this.#match[0].length);
    return undefined;
  }
  override item(key: Value): Value | undefined {
    return this.#group(key);
  }
  override str(): string {
    return `<Match ${this.#match[0]}>`;
  }
}

export function regexModule(budget: Budget): Value {
  const subject = (value: Value | undefined): string => {
    const text = str(value ?? '');
    if (text.length > MAX_TEXT) throw new TemplateError(`modules.re reads texts of at most ${MAX_TEXT} characters`);
    budget.spend(1 + (text.length >> 2));
    return text;
  };
  const find = (mode: 'y' | '', whole: boolean) => (args: Value[], kwargs: Map<string, Value>) => {
    const [pattern, text, flags] = bindArguments('re', ['pattern', 'string', 'flags?'], args, kwargs);
    const match = compile(str(pattern ?? ''), flags, mode).exec(subject(text));
    return match && (!whole || match[0].length === str(text ?? '').length) ? new MatchObject(match) : null;
  };
  return dict([
    ['match', new Callable('re.match', find('y', false))],
    ['fullmatch', new Callable('re.fullmatch', find('y', true))],
    ['search', new Callable('re.search', find('', false))],
    [
      'sub',
      new Callable('re.sub', (args, kwargs) => {
        const [pattern, replacement, text, count, flags] = bindArguments(
          're.sub',
          ['pattern', 'repl', 'string', 'count?', 'flags?'],
          args,
          kwargs,
        );
        let left = typeof count === 'number' && count > 0 ? count : Number.POSITIVE_INFINITY;
        const by = str(replacement ?? '');
        const result = subject(text).replace(compile(str(pattern ?? ''), flags, 'g'), (...found: string[]) => {
          if (left <= 0) return found[0] ?? '';
          left -= 1;
          return by.replace(
            /\\(?:g<(\d)>|(\d))/g,
            (_, named?: string, digit?: string) => found[Number(named ?? digit)] ?? '',
          );
        });
        budget.text(result.length);
        return result;
      }),
    ],
    [
      'findall',
      new Callable('re.findall', (args, kwargs) => {
        const [pattern, text, flags] = bindArguments('re.findall', ['pattern', 'string', 'flags?'], args, kwargs);
        return [...subject(text).matchAll(compile(str(pattern ?? ''), flags, 'g'))].map((match) =>
          match.length > 2 ? new Tuple(match.slice(1).map((group) => group ?? '')) : (match[1] ?? match[0]),
        );
      }),
    ],
    [
      'split',
      new Callable('re.split', (args, kwargs) => {
        const [pattern, text, flags] = bindArguments('re.split', ['pattern', 'string', 'flags?'], args, kwargs);
        return subject(text).split(compile(str(pattern ?? ''), flags, ''));
      }),
    ],
    ['IGNORECASE', IGNORECASE],
    ['I', IGNORECASE],
  ]);
}
