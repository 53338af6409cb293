import type { FormField } from './form-fields.ts';

/** What a form holds: the parameters as they will be sent, with undefined for what was left empty. */
export type FormValues = Record<string, unknown>;

/** The values a form opens with: those of an earlier run, else the defaults. */
export function openingValues(fields: readonly FormField[], given: FormValues = {}): FormValues {
  return Object.fromEntries(fields.map((field) => [field.name, given[field.name] ?? opening(field)]));
}

function opening(field: FormField): unknown {
  if (field.fallback !== undefined) return field.fallback;
  if (field.kind === 'boolean' && field.required) return false;
  if (field.kind === 'group') return openingValues(field.fields);
  if (field.kind === 'choices' || field.kind === 'texts' || field.kind === 'groups')
    return field.required ? [] : undefined;
  return undefined;
}

/** What is sent: nothing of fields left empty, so that the flow's own defaults hold. */
export function sentValues(fields: readonly FormField[], values: FormValues): FormValues {
  const out: FormValues = {};
  for (const field of fields) {
    const value = values[field.name];
    if (value === undefined || value === null || value === '') continue;
    if (field.kind === 'group') {
      const inner = sentValues(field.fields, value as FormValues);
      if (field.required || Object.keys(inner).length > 0) out[field.name] = inner;
    } else if (field.kind === 'groups') {
      out[field.name] = (value as FormValues[]).map((row) => sentValues(field.fields, row));
    } else out[field.name] = value;
  }
  return out;
}

export type FieldErrors = Readonly<Record<string, string>>;

/** Fields that must be filled and are not, before anything is sent. Keys are paths: `adresse.ville`, `lignes.2.montant`. */
export function missingFields(
  fields: readonly FormField[],
  values: FormValues,
  sentence: string,
  at = '',
): FieldErrors {
  const out: Record<string, string> = {};
  for (const field of fields) {
    const path = `${at}${field.name}`;
    const value = values[field.name];
    const empty = value === undefined || value === null || value === '';
    if (field.kind === 'group')
      Object.assign(out, missingFields(field.fields, (value ?? {}) as FormValues, sentence, `${path}.`));
    else if (field.kind === 'groups') {
      for (const [row, inner] of ((value ?? []) as FormValues[]).entries())
        Object.assign(out, missingFields(field.fields, inner, sentence, `${path}.${row}.`));
    } else if (empty && field.required) out[path] = sentence;
  }
  return out;
}

/** A refusal of the server as errors at the fields; issues come as `{ path, message }`. `rest`: what is at no field. */
export function refusedFields(
  issues: unknown,
  fields: readonly FormField[],
  prefix = '',
): { errors: FieldErrors; rest: string[] } {
  const errors: Record<string, string> = {};
  const rest: string[] = [];
  const names = new Set(fields.map((field) => field.name));
  for (const issue of Array.isArray(issues) ? (issues as { path?: unknown; message?: unknown }[]) : []) {
    const full = String(issue.path ?? '');
    const path = prefix && full.startsWith(prefix) ? full.slice(prefix.length) : full;
    const message = String(issue.message ?? '');
    if (names.has(path.split('.')[0] ?? '')) errors[path] ??= message;
    else rest.push(path ? `${path} : ${message}` : message);
  }
  return { errors, rest };
}
