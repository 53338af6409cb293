import type { SheetRow } from '@griot/sheets';
import type { FileType } from '../ledger-types.ts';
import { fold } from '../values/text.ts';
import { HEADINGS, type Role } from './roles.ts';

export interface Heading {
  /** Line of its last row. */
  line: number;
  /** Index of its last row among the rows given. */
  index: number;
  /** Where each role's heading stands; columns count from 0. */
  at: Partial<Record<Role, number>>;
  /** Roles found over roles looked for. */
  share: number;
  missing: Role[];
}

const ROWS = 60;

/** The row that names most of a type's columns; a heading may take two rows ("Mouvement" above "débit"). */
export function findHeading(rows: readonly SheetRow[], type: Exclude<FileType, 'FEC'>): Heading | null {
  const { roles, required } = HEADINGS[type];
  let best: Heading | null = null;
  for (const [index, row] of rows.slice(0, ROWS).entries()) {
    const above = rows[index - 1];
    for (const joined of [false, true]) {
      if (joined && above?.line !== row.line - 1) continue;
      const at = rolesIn(row, joined ? above : undefined, roles);
      const share = Object.keys(at).length / roles.length;
      const missing = required.filter((role) => at[role] === undefined);
      if (missing.length >= required.length - 1) continue;
      const better =
        !best || missing.length < best.missing.length || (missing.length === best.missing.length && share > best.share);
      if (better) best = { line: row.line, index, at, share, missing };
    }
  }
  return best;
}

function rolesIn(row: SheetRow, above: SheetRow | undefined, roles: [Role, RegExp][]): Partial<Record<Role, number>> {
  const width = Math.max(row.cells.length, above?.cells.length ?? 0);
  const at: Partial<Record<Role, number>> = {};
  for (let column = 0; column < width; column += 1) {
    const own = fold(row.cells[column]);
    const text = above ? `${fold(above.cells[column])} ${own}`.trim() : own;
    if (text === '') continue;
    const role = roles.find(([name, pattern]) => at[name] === undefined && pattern.test(text))?.[0];
    if (role) at[role] = column;
  }
  return at;
}

/** A row that repeats a heading, at the top of a further page. */
export function isHeading(cells: SheetRow['cells'], type: Exclude<FileType, 'FEC'>): boolean {
  return areHeadings(cells.map(fold), type);
}

/** The same of cells that are folded already; of numbers nothing but `0` may be left. */
export function areHeadings(words: readonly string[], type: Exclude<FileType, 'FEC'>): boolean {
  const { roles, required } = HEADINGS[type];
  const texts = words.filter((text) => text !== '' && text !== '0');
  // One text is the heading of two columns at most.
  if (texts.length < 2) return false;
  const found = required.filter((name) =>
    roles.some(([role, pattern]) => role === name && texts.some((text) => pattern.test(text))),
  );
  return found.length >= Math.min(3, required.length);
}
