/**
 * YAML with the line of every key. YAML 1.1, as the Python loader of dbt reads it (`yes` is true), save that dates stay
 * the text they were written as.
 */
import {
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type ScalarTag,
  type Node as YamlNode,
} from 'yaml';
import type { Findings } from '../findings.ts';

/** Lines of the keys and items of the maps and lists of one document. */
export class YamlLines {
  readonly #lines = new WeakMap<object, Map<string | number, number>>();
  readonly #starts = new WeakMap<object, number>();

  note(container: object, start: number, keys: Map<string | number, number>): void {
    this.#starts.set(container, start);
    this.#lines.set(container, keys);
  }

  /** Line of an entry of a map or list, or of the container itself. */
  of(container: object, key?: string | number): number {
    const own = key === undefined ? undefined : this.#lines.get(container)?.get(key);
    return own ?? this.#starts.get(container) ?? 1;
  }

  /** Line of what is at a path, or of the nearest thing on the way to it. */
  at(root: unknown, path: readonly (string | number)[]): number {
    let line = 1;
    let here: unknown = root;
    for (const step of path) {
      if (typeof here !== 'object' || here === null) break;
      line = this.of(here, step);
      here = Array.isArray(here) ? here[Number(step)] : (here as Record<string, unknown>)[String(step)];
    }
    return line;
  }
}

export interface YamlFile {
  file: string;
  value: unknown;
  lines: YamlLines;
}

/** Dates stay texts; and single letters are no booleans, as in the Python loader. */
const REPLACED = new Set(['tag:yaml.org,2002:timestamp', 'tag:yaml.org,2002:binary', 'tag:yaml.org,2002:bool']);
const BOOLEAN: ScalarTag = {
  tag: 'tag:yaml.org,2002:bool',
  default: true,
  identify: (value) => typeof value === 'boolean',
  test: /^(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$/,
  resolve: (text) => /^(?:yes|true|on)$/i.test(text),
};

/** As Python's loader has it: a point and a signed exponent. YAML 1.1's own pattern takes `E1` for a number. */
const WITH_EXPONENT: ScalarTag = {
  identify: (value) => typeof value === 'number',
  default: true,
  tag: 'tag:yaml.org,2002:float',
  format: 'EXP',
  test: /^[-+]?(?:[0-9][0-9_]*\.[0-9_]*|\.[0-9_]+)[eE][-+][0-9]+$/,
  resolve: (text) => Number.parseFloat(text.replaceAll('_', '')),
};

class Converter {
  readonly lines = new YamlLines();
  /** Lines of keys that are maps or lists. */
  readonly oddKeys: number[] = [];
  readonly doubled: { key: string; line: number }[] = [];
  readonly #lineOf: (node: YamlNode | null | undefined) => number;
  readonly #resolve: (node: YamlNode) => YamlNode | undefined;
  #aliases = 0;
  #nodes = 0;

  constructor(
    lineOf: (node: YamlNode | null | undefined) => number,
    resolve: (node: YamlNode) => YamlNode | undefined,
  ) {
    this.#lineOf = lineOf;
    this.#resolve = resolve;
  }

  /** Aliases make a small file large: past these bounds the rest is taken as nothing. */
  get tooLarge(): boolean {
    return this.#aliases > 1_000 || this.#nodes > 1_000_000;
  }

  convert(node: unknown): unknown {
    this.#nodes += 1;
    if (this.tooLarge) return null;
    if (isScalar(node)) {
      const { value, source } = node;
      // Integers beyond 2^53 keep their digits.
      if (
        typeof value === 'number' &&
        Number.isInteger(value) &&
        !Number.isSafeInteger(value) &&
        /^[+-]?\d+$/.test(source ?? '')
      )
        return BigInt(source ?? '0');
      return value ?? null;
    }
    if (isAlias(node)) {
      this.#aliases += 1;
      return this.convert(this.#resolve(node));
    }
    if (isSeq(node)) {
      const keys = new Map<string | number, number>();
      const list = node.items.map((item, index) => {
        keys.set(index, this.#lineOf(item as YamlNode));
        return this.convert(item);
      });
      this.lines.note(list, this.#lineOf(node), keys);
      return list;
    }
    if (isMap(node)) return this.#map(node.items, this.#lineOf(node));
    return null;
  }

  #map(items: readonly unknown[], start: number): Record<string, unknown> {
    const keys = new Map<string | number, number>();
    const entries = new Map<string, unknown>();
    for (const pair of items) {
      if (!isPair(pair)) continue;
      const key = isScalar(pair.key) ? pair.key.value : this.convert(pair.key);
      if (key === '<<' || typeof key === 'symbol') {
        this.#merge(pair.value, entries);
        continue;
      }
      if (typeof key === 'object' && key !== null) {
        this.oddKeys.push(this.#lineOf(pair.key as YamlNode));
        continue;
      }
      // A key is the text that was written, also where that text means a truth value or a number.
      const name = isScalar(pair.key) && typeof key !== 'string' ? (pair.key.source ?? String(key)) : String(key);
      if (keys.has(name)) this.doubled.push({ key: name, line: this.#lineOf(pair.key as YamlNode) });
      keys.set(name, this.#lineOf(pair.key as YamlNode));
      entries.set(name, this.convert(pair.value));
    }
    const record = Object.fromEntries(entries);
    this.lines.note(record, start, keys);
    return record;
  }

  /** `<<: *anchor`, or a list of them: keys that are not there yet. */
  #merge(value: unknown, entries: Map<string, unknown>): void {
    const merged = this.convert(value);
    for (const source of Array.isArray(merged) ? merged : [merged]) {
      for (const [name, inner] of Object.entries(source ?? {})) if (!entries.has(name)) entries.set(name, inner);
    }
  }
}

/** Parses one YAML document; its syntax errors, all of them, go to the findings and null is answered. */
export function readYaml(text: string, file: string, findings: Findings): YamlFile | null {
  const counter = new LineCounter();
  const document = parseDocument(text, {
    version: '1.1',
    lineCounter: counter,
    prettyErrors: false,
    uniqueKeys: false,
    customTags: (tags) => [
      BOOLEAN,
      ...tags
        .filter((tag) => typeof tag === 'string' || !REPLACED.has(tag.tag))
        .map((tag) => (typeof tag !== 'string' && 'format' in tag && tag.format === 'EXP' ? WITH_EXPONENT : tag)),
    ],
  });
  let broken = false;
  for (const error of document.errors) {
    const line = counter.linePos(error.pos[0]).line;
    broken = true;
    const hint = /\{\{/.test(text.split('\n')[line - 1] ?? '') ? ' (a value with {{ }} must stand in quotes)' : '';
    findings.error(file, line, `YAML: ${error.message}${hint}`);
  }
  if (broken) return null;
  const lineOf = (node: YamlNode | null | undefined) => (node?.range ? counter.linePos(node.range[0]).line : 1);
  const converter = new Converter(lineOf, (node) => (isAlias(node) ? node.resolve(document) : undefined));
  const value = converter.convert(document.contents);
  for (const line of converter.oddKeys)
    findings.error(file, line, 'YAML: a key must be a text (a value with {{ }} must stand in quotes)');
  if (converter.oddKeys.length > 0) return null;
  if (converter.tooLarge) {
    findings.error(file, 1, 'YAML: the document is too large once its aliases are filled in');
    return null;
  }
  for (const { key, line } of converter.doubled)
    findings.warn(file, line, `'${key}' is written twice: the last one counts`);
  return { file, value, lines: converter.lines };
}
