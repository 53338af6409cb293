/** A JSON Schema as zod writes it, with what flows add for people. */
export interface JsonSchema {
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  minimum?: number;
  maximum?: number;
  maxLength?: number;
  label?: Text;
  help?: Text;
  /** What each value of a choice is called. */
  options?: Record<string, Text>;
  multiline?: boolean;
  /** Filled by programs only. */
  hidden?: boolean;
}

export interface Text {
  fr: string;
  en: string;
}

type FieldKind =
  | 'text'
  | 'multiline'
  | 'number'
  | 'integer'
  | 'boolean'
  | 'day'
  | 'choice'
  | 'choices'
  | 'texts'
  | 'group'
  | 'groups'
  /** What no field can show: written as JSON. */
  | 'json';

export interface FormField {
  name: string;
  kind: FieldKind;
  label: Text;
  help: Text | null;
  required: boolean;
  /** Shown when nothing was given. */
  fallback: unknown;
  options: { value: string; label: Text }[];
  /** Of a group, or of each row of groups. */
  fields: FormField[];
  minimum: number | null;
  maximum: number | null;
}

/** The fields of an object's schema in the order in which they were declared; hidden ones are left out. */
export function formFields(schema: JsonSchema): FormField[] {
  return Object.entries(schema.properties ?? {})
    .filter(([, property]) => !property.hidden)
    .map(([name, property]) => formField(name, property, schema.required?.includes(name) ?? false));
}

function formField(name: string, given: JsonSchema, required: boolean): FormField {
  const schema = { ...withoutNull(given), ...pickMeta(given) };
  const kind = kindOf(schema);
  const inner = kind === 'groups' ? (schema.items ?? {}) : schema;
  return {
    name,
    kind,
    label: schema.label ?? { fr: name, en: name },
    help: schema.help ?? null,
    // A default stands in for what is left out.
    required: required && schema.default === undefined && !mayBeNull(given),
    fallback: schema.default,
    options: optionsOf(schema),
    fields: kind === 'group' || kind === 'groups' ? formFields(inner) : [],
    minimum: schema.minimum ?? null,
    maximum: schema.maximum !== undefined && schema.maximum < Number.MAX_SAFE_INTEGER ? schema.maximum : null,
  };
}

/** `anyOf: [X, null]` and `type: [X, null]` are fields that may stay empty. */
function withoutNull(schema: JsonSchema): JsonSchema {
  if (Array.isArray(schema.type)) {
    const types = schema.type.filter((one) => one !== 'null');
    return types.length === 1 && types[0] ? { ...schema, type: types[0] } : schema;
  }
  const others = schema.anyOf?.filter((one) => one.type !== 'null');
  return others?.length === 1 && others[0] ? others[0] : schema;
}

function mayBeNull(schema: JsonSchema): boolean {
  return schema.type?.includes('null') === true || schema.anyOf?.some((one) => one.type === 'null') === true;
}

function pickMeta({ label, help, options, multiline, default: fallback }: JsonSchema): Partial<JsonSchema> {
  return {
    ...(label ? { label } : {}),
    ...(help ? { help } : {}),
    ...(options ? { options } : {}),
    ...(multiline ? { multiline } : {}),
    ...(fallback === undefined ? {} : { default: fallback }),
  };
}

function kindOf(schema: JsonSchema): FieldKind {
  if (schema.enum?.every((value) => typeof value === 'string')) return 'choice';
  if (schema.type === 'boolean') return 'boolean';
  if (schema.type === 'integer') return 'integer';
  if (schema.type === 'number') return 'number';
  if (schema.type === 'string') return schema.format === 'date' ? 'day' : schema.multiline ? 'multiline' : 'text';
  if (schema.type === 'object' && schema.properties) return 'group';
  if (schema.type === 'array' && schema.items) {
    if (schema.items.enum?.every((value) => typeof value === 'string')) return 'choices';
    if (schema.items.type === 'string') return 'texts';
    if (schema.items.type === 'object' && schema.items.properties) return 'groups';
  }
  return 'json';
}

function optionsOf(schema: JsonSchema): { value: string; label: Text }[] {
  const values = (schema.enum ?? schema.items?.enum ?? []).map(String);
  const names = schema.options ?? schema.items?.options ?? {};
  return values.map((value) => ({ value, label: names[value] ?? { fr: value, en: value } }));
}
