/** A column or expression evaluated inside one table of a FROM clause; the renderer decides how to qualify it. */
export interface Cell {
  readonly table: string;
  readonly expr: string;
}

/** SQL text with cells in it. Immutable; built with the `sql` tag. */
export type Sql = readonly (string | Cell)[];

export function sql(texts: TemplateStringsArray, ...values: (string | number | Cell | Sql)[]): Sql {
  const parts: (string | Cell)[] = [];
  texts.forEach((text, index) => {
    parts.push(text);
    const value = values[index];
    if (value === undefined) return;
    if (typeof value === 'string' || typeof value === 'number') parts.push(String(value));
    else if ('table' in value) parts.push(value);
    else parts.push(...value);
  });
  return parts.filter((part) => part !== '');
}

export const raw = (text: string): Sql => [text];
export const cell = (table: string, expr: string): Sql => [{ table, expr }];

export function join(list: readonly Sql[], separator: string): Sql {
  return list.flatMap((one, index) => (index === 0 ? [...one] : [separator, ...one]));
}

export const all = (conditions: readonly Sql[]): Sql =>
  join(
    conditions.map((one) => sql`(${one})`),
    ' AND ',
  );
export const any = (conditions: readonly Sql[]): Sql =>
  join(
    conditions.map((one) => sql`(${one})`),
    ' OR ',
  );
