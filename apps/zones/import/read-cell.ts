import type { Day } from '@griot/kernel';
import { doubt, type Fault, fault } from './fault.ts';
import type { RawCell } from './find-header.ts';
import { fold } from './fold.ts';
import { parseDay, serialDay } from './parse-day.ts';
import { numberCell, parseNumber } from './parse-number.ts';
import { readPolygon } from './read-polygon.ts';
import { remember } from './remember.ts';
import type { ColumnKind, SourceColumn } from './tables.ts';

/** What cells are checked against. */
export interface CellContext {
  /** The business day of the import. */
  today: Day;
  latest: Day;
  farthest: Day;
  /** Folded name or id of a zone to its name. */
  zoneNames: ReadonlyMap<string, string>;
  cellCharacters: number;
}

export interface CellValue {
  value: string | null;
  /** A warning that lets the value in. */
  doubt?: Fault;
}

const EARLIEST: Day = '1960-01-01';
const TRUE = new Set(['oui', 'o', 'yes', 'y', 'vrai', 'true', '1', 'x', 'viabilise', 'viabilisee']);
const FALSE = new Set(['non', 'n', 'no', 'faux', 'false', '0', 'non_viabilise', 'non_viabilisee']);

/** A cell to the clean text of its column (`2026-11-21`, `1234.56`, `true`), or why it cannot be. */
export function readCell(cell: RawCell, column: SourceColumn, context: CellContext): CellValue | Fault {
  const text = cell === null ? '' : typeof cell === 'string' ? cell.replaceAll('\u00A0', ' ').trim() : cell;
  if (text === '') {
    if (!column.required) return { value: null };
    return fault('valeur_manquante', `${column.name} est vide`, 'renseigner la valeur');
  }
  if (typeof text === 'string' && text.length > context.cellCharacters) {
    return fault('texte_trop_long', `la valeur a ${text.length} caractères`, 'raccourcir la valeur');
  }
  const is = column.is;
  switch (is.kind) {
    case 'id':
      return identifier(text);
    case 'text':
      return { value: plain(text) };
    case 'zone_name':
      return zoneName(plain(text), context);
    case 'number':
      return amount(text, is);
    case 'day':
      return day(text, is, context);
    case 'status':
      return status(plain(text), is);
    case 'flag':
      return flag(text);
    case 'polygon': {
      const polygon = readPolygon(text);
      return typeof polygon === 'string' ? { value: polygon } : polygon;
    }
  }
}

const readDay = remember(parseDay);
const readWord = remember(fold);

type Filled = string | number | boolean | Date;

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
const CONTROL = /[\u0000-\u001F\u007F]+/g;

/** What `plain` would change: most cells have none of it. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above.
const UNEVEN = /[\u0000-\u001F\u007F\u00A0\u2000-\u200A\u202F]|\s\s|^\s|\s$/;

function plain(cell: Filled): string {
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  const text = String(cell);
  return UNEVEN.test(text) ? text.replace(CONTROL, ' ').replaceAll(/\s+/g, ' ').trim() : text;
}

function identifier(cell: Filled): CellValue | Fault {
  const value = plain(cell);
  if (value.length > 64)
    return fault('identifiant_trop_long', "l'identifiant dépasse 64 caractères", "corriger l'identifiant");
  return { value };
}

function amount(cell: Filled, is: ColumnKind & { kind: 'number' }): CellValue | Fault {
  const value = typeof cell === 'number' ? numberCell(cell, is.decimals) : parseNumber(plain(cell), is.decimals);
  if (typeof value !== 'string') return value;
  if (is.min === 0 && value.startsWith('-')) {
    return fault(
      'montant_negatif',
      'la valeur est négative',
      'un avoir ou un remboursement se saisit à part ; corriger la valeur',
    );
  }
  if ((value.split('.')[0] ?? '').length > is.digits - is.decimals) {
    return fault('nombre_trop_grand', 'le nombre est trop grand pour cette colonne', 'vérifier la valeur');
  }
  return { value };
}

function day(cell: Filled, is: ColumnKind & { kind: 'day' }, context: CellContext): CellValue | Fault {
  let value: Day | Fault;
  if (cell instanceof Date) value = Number.isNaN(cell.getTime()) ? parseDay('') : cell.toISOString().slice(0, 10);
  else value = typeof cell === 'number' ? serialDay(cell) : readDay(plain(cell));
  if (typeof value !== 'string') return value;
  const last = is.when === 'past' ? context.latest : context.farthest;
  if (value < EARLIEST || value > last) {
    return fault('date_absurde', `la date ${french(value)} n'est pas vraisemblable`, "vérifier l'année");
  }
  if (is.when === 'past' && value > context.today) {
    return {
      value,
      doubt: doubt(
        'date_future',
        `la date ${french(value)} est dans l'avenir`,
        'vérifier la date ; la ligne comptera à partir de ce jour',
      ),
    };
  }
  return { value };
}

function status(text: string, is: ColumnKind & { kind: 'status' }): CellValue | Fault {
  const value = is.values[readWord(text)];
  if (value !== undefined) return { value };
  const known = [...new Set(Object.values(is.values))].join(', ');
  if (is.otherwise === undefined)
    return fault('statut_inconnu', `le statut n'est pas connu (${known})`, 'employer un des statuts connus');
  return {
    value: is.otherwise,
    doubt: doubt(
      'statut_inconnu',
      `la valeur n'est pas connue (${known}) ; retenu : ${is.otherwise}`,
      'employer une des valeurs connues',
    ),
  };
}

function zoneName(text: string, context: CellContext): CellValue {
  const name = context.zoneNames.get(fold(text));
  if (name !== undefined) return { value: name };
  return {
    value: text,
    doubt: doubt(
      'zone_inconnue',
      "cette zone n'est pas dans la liste des zones",
      'corriger le nom, ou ajouter la zone au fichier des zones',
    ),
  };
}

function flag(cell: Filled): CellValue | Fault {
  const word = readWord(plain(cell));
  if (TRUE.has(word)) return { value: 'true' };
  if (FALSE.has(word)) return { value: 'false' };
  return fault('oui_non_illisible', "ce n'est ni oui ni non", 'écrire oui ou non');
}

const french = (value: Day): string => value.split('-').reverse().join('/');
