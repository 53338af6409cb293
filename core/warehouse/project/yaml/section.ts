/** One map of a YAML file, read key by key; what has the wrong type is reported at its line and taken as missing. */
import type { Findings } from '../findings.ts';
import type { YamlFile } from './read-yaml.ts';

export type PlainRecord = Record<string, unknown>;

export function isRecord(value: unknown): value is PlainRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export class Section {
  readonly yaml: YamlFile;
  readonly data: PlainRecord;
  readonly findings: Findings;
  /** For messages: `model 'orders'`. */
  readonly what: string;

  constructor(yaml: YamlFile, data: PlainRecord, findings: Findings, what: string) {
    this.yaml = yaml;
    this.data = data;
    this.findings = findings;
    this.what = what;
  }

  get file(): string {
    return this.yaml.file;
  }

  line(key?: string | number): number {
    return this.yaml.lines.of(this.data, key);
  }

  error(message: string, key?: string): void {
    this.findings.error(this.file, this.line(key), message);
  }

  warn(message: string, key?: string): void {
    this.findings.warn(this.file, this.line(key), message);
  }

  has(key: string): boolean {
    return this.data[key] !== undefined && this.data[key] !== null;
  }

  raw(key: string): unknown {
    return this.data[key];
  }

  #wrong(key: string, wanted: string): void {
    this.error(`${this.what}: '${key}' must be ${wanted}`, key);
  }

  text(key: string): string | null {
    const value = this.data[key];
    if (value === undefined || value === null) return null;
    if (typeof value === 'string') return value;
    if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') return String(value);
    this.#wrong(key, 'a text');
    return null;
  }

  /** A text that must be there and not empty. */
  required(key: string): string | null {
    const value = this.text(key);
    if (value === null || value === '') {
      this.error(`${this.what}: '${key}' is missing`, key);
      return null;
    }
    return value;
  }

  bool(key: string): boolean | null {
    const value = this.data[key];
    if (value === undefined || value === null) return null;
    if (typeof value === 'boolean') return value;
    this.#wrong(key, 'true or false');
    return null;
  }

  record(key: string): PlainRecord | null {
    const value = this.data[key];
    if (value === undefined || value === null) return null;
    if (isRecord(value)) return value;
    this.#wrong(key, 'a map');
    return null;
  }

  section(key: string, what = `${this.what} ${key}`): Section | null {
    const record = this.record(key);
    return record && new Section(this.yaml, record, this.findings, what);
  }

  list(key: string): unknown[] {
    const value = this.data[key];
    if (value === undefined || value === null) return [];
    if (Array.isArray(value)) return value;
    this.#wrong(key, 'a list');
    return [];
  }

  /** A list of texts; one text stands for a list of one. */
  texts(key: string): string[] {
    const value = this.data[key];
    if (typeof value === 'string') return [value];
    return this.list(key).flatMap((item) => {
      if (typeof item === 'string' || typeof item === 'number') return [String(item)];
      this.#wrong(key, 'a list of texts');
      return [];
    });
  }

  /** The maps of a list; items that are something else are reported. */
  sections(key: string, what = key): Section[] {
    const list = this.list(key);
    return list.flatMap((item, index) => {
      if (isRecord(item)) {
        const name = typeof item.name === 'string' ? ` '${item.name}'` : '';
        return [new Section(this.yaml, item, this.findings, `${what}${name}`)];
      }
      this.findings.error(
        this.file,
        this.yaml.lines.of(list, index),
        `${this.what}: each entry of '${key}' must be a map`,
      );
      return [];
    });
  }

  oneOf<const T extends string>(key: string, allowed: readonly T[]): T | null {
    const value = this.text(key);
    if (value === null) return null;
    const found = allowed.find((item) => item === value.toLowerCase());
    if (!found) this.error(`${this.what}: '${key}' is '${value}', allowed are ${allowed.join(', ')}`, key);
    return found ?? null;
  }

  warnUnknown(known: readonly string[]): void {
    for (const key of Object.keys(this.data)) {
      if (!known.includes(key)) this.warn(`${this.what}: unknown key '${key}' is ignored`, key);
    }
  }
}
