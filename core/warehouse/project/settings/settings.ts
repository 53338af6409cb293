/**
 * Settings of one node or test, gathered from several places, each value with the place that set it. How values of one key
 * meet: `tags` and hooks add up, maps such as `meta` merge by key, everything else is replaced by the later and more
 * specific. Documented at docs.getdbt.com, "Configurations and properties", "How configs are inherited".
 */
import type { Findings } from '../findings.ts';
import { isRecord, type PlainRecord } from '../yaml/section.ts';

/** One place that sets something. Keys may carry the `+` of dbt_project.yml and hyphens. */
export interface Layer {
  values: PlainRecord;
  file: string;
  line(key: string): number;
}

export interface Setting {
  value: unknown;
  file: string;
  line: number;
}

const ADDED = new Set(['tags', 'pre_hook', 'post_hook']);
const MERGED = new Set([
  'meta',
  'docs',
  'persist_docs',
  'column_types',
  'grants',
  'quoting',
  'contract',
  'snapshot_meta_column_names',
]);

export function settingName(key: string): string {
  return key.replace(/^\+/, '').replaceAll('-', '_');
}

function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : value === null || value === undefined ? [] : [value];
}

export class Settings {
  readonly #map = new Map<string, Setting>();

  /** Puts a layer over what is there. */
  apply(layer: Layer): this {
    for (const [key, value] of Object.entries(layer.values)) {
      if (value === undefined) continue;
      const name = settingName(key);
      const before = this.#map.get(name)?.value;
      let merged = value;
      if (ADDED.has(name)) merged = [...asList(before), ...asList(value)];
      else if (MERGED.has(name) && isRecord(before) && isRecord(value)) merged = { ...before, ...value };
      this.#map.set(name, { value: merged, file: layer.file, line: layer.line(key) });
    }
    return this;
  }

  get(name: string): unknown {
    return this.#map.get(name)?.value;
  }

  place(name: string): Setting | undefined {
    return this.#map.get(name);
  }

  names(): string[] {
    return [...this.#map.keys()];
  }

  copy(): Settings {
    const copy = new Settings();
    for (const [name, setting] of this.#map) copy.#map.set(name, setting);
    return copy;
  }
}

/** What the settings are of, and where it stands when a setting that is missing must be told. */
export interface Subject {
  what: string;
  file: string;
  line: number;
}

/** Reads settings by type; what has the wrong one is reported where it was set, and the default taken. */
export class SettingReader {
  readonly settings: Settings;
  readonly #findings: Findings;
  readonly #subject: Subject;
  readonly #read = new Set<string>();

  constructor(settings: Settings, findings: Findings, subject: Subject) {
    this.settings = settings;
    this.#findings = findings;
    this.#subject = subject;
  }

  error(name: string, message: string): void {
    const place = this.settings.place(name) ?? this.#subject;
    // What dbt_project.yml says wrongly is wrong once, not once for every node it is for.
    const forAll = place.file.endsWith('dbt_project.yml');
    this.#findings.error(place.file, place.line, forAll ? message : `${this.#subject.what}: ${message}`);
  }

  #value(name: string): unknown {
    this.#read.add(name);
    const value = this.settings.get(name);
    return value === null ? undefined : value;
  }

  bool(name: string): boolean | null {
    const value = this.#value(name);
    if (value === undefined) return null;
    if (typeof value === 'boolean') return value;
    if (typeof value === 'string' && /^(true|false)$/i.test(value)) return value.toLowerCase() === 'true';
    this.error(name, `'${name}' must be true or false, not ${JSON.stringify(value)}`);
    return null;
  }

  text(name: string): string | null {
    const value = this.#value(name);
    if (value === undefined) return null;
    if (typeof value === 'string' || typeof value === 'number') return String(value);
    this.error(name, `'${name}' must be a text`);
    return null;
  }

  integer(name: string): number | null {
    const value = this.#value(name);
    if (value === undefined) return null;
    const number = typeof value === 'string' ? Number(value) : value;
    if (typeof number === 'number' && Number.isInteger(number) && number >= 0) return number;
    this.error(name, `'${name}' must be a whole number, not ${JSON.stringify(value)}`);
    return null;
  }

  texts(name: string): string[] | null {
    const value = this.#value(name);
    if (value === undefined) return null;
    const list = Array.isArray(value) ? value : [value];
    if (list.every((item) => typeof item === 'string' || typeof item === 'number')) return list.map(String);
    this.error(name, `'${name}' must be a text or a list of texts`);
    return null;
  }

  record(name: string): PlainRecord {
    const value = this.#value(name);
    if (value === undefined) return {};
    if (isRecord(value)) return value;
    this.error(name, `'${name}' must be a map`);
    return {};
  }

  list(name: string): unknown[] {
    return asList(this.#value(name));
  }

  raw(name: string): unknown {
    return this.#value(name);
  }

  oneOf<const T extends string>(name: string, allowed: readonly T[]): T | null {
    const value = this.text(name);
    if (value === null) return null;
    const found = allowed.find((item) => item === value.toLowerCase());
    if (!found) this.error(name, `'${name}' is '${value}', allowed are ${allowed.join(', ')}`);
    return found ?? null;
  }

  /** Settings that nothing has read. */
  rest(): PlainRecord {
    return Object.fromEntries(
      this.settings
        .names()
        .filter((name) => !this.#read.has(name))
        .map((name) => [name, this.settings.get(name)]),
    );
  }
}
