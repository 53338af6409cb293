export interface Scope {
  kind: string;
  id: string;
}
export type ParsedScopes = { scopes: Scope[]; wrong: null } | { scopes: null; wrong: { line: number; text: string } };

/** `zones.zone ZI-KOU`, a scope a line; ids may hold spaces. */
export function parseScopes(text: string): ParsedScopes {
  const scopes: Scope[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    const plain = line.trim();
    if (plain === '') continue;
    const found = /^([a-z]+\.[a-z_]+)\s+(\S.*)$/.exec(plain);
    if (!found?.[1] || !found[2]) return { scopes: null, wrong: { line: index + 1, text: plain } };
    scopes.push({ kind: found[1], id: found[2] });
  }
  return { scopes, wrong: null };
}

export const writeScopes = (scopes: readonly Scope[]): string =>
  scopes.map(({ kind, id }) => `${kind} ${id}`).join('\n');
