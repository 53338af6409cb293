import { DomainError } from '@griot/kernel';

const LONGEST_NAME_BYTES = 255;
const LONGEST_PATH_BYTES = 1024;

/** Names that Windows gives to devices, whatever their extension: a downloaded folder must unpack there. */
const DEVICE = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?$/i;
/** Control characters, and those that turn the reading direction: `facture\u202Efdp.exe` reads as a PDF. */
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/u;
const FORBIDDEN = /[\\<>:"|?*]/;

/**
 * The one form of a path: NFC, parts separated by `/`, no leading or trailing slash. Nothing is repaired but the
 * normal form: what could mean another place (`..`, an absolute path, an empty part, a backslash) is refused with
 * `files.path_invalid`, details.reason telling why.
 */
export function parsePath(text: string): string {
  const path = text.normalize('NFC');
  const reason = faultOf(path);
  if (reason === undefined) return path;
  throw new DomainError({ code: 'files.path_invalid', kind: 'invalid', details: { path: text.slice(0, 300), reason } });
}

/** Like a path; the empty text is the drive itself. */
export function parseFolder(text: string): string {
  return text === '' ? '' : parsePath(text);
}

export type PathFault =
  | 'too_long'
  | 'absolute'
  | 'empty_part'
  | 'relative_part'
  | 'unseen_character'
  | 'forbidden_character'
  | 'edge_blank_or_dot'
  | 'device_name';

function faultOf(path: string): PathFault | undefined {
  if (Buffer.byteLength(path) > LONGEST_PATH_BYTES) return 'too_long';
  if (path.startsWith('/')) return 'absolute';
  if (UNSEEN.test(path)) return 'unseen_character';
  if (FORBIDDEN.test(path)) return 'forbidden_character';
  for (const part of path.split('/')) {
    if (part === '') return 'empty_part';
    if (part === '.' || part === '..') return 'relative_part';
    if (part !== part.trim() || part.endsWith('.')) return 'edge_blank_or_dot';
    if (Buffer.byteLength(part) > LONGEST_NAME_BYTES) return 'too_long';
    if (DEVICE.test(part)) return 'device_name';
  }
  return undefined;
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Lower case, without the dot; empty when there is none. */
export function extensionOf(path: string): string {
  const name = nameOf(path);
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? '' : name.slice(dot + 1).toLowerCase();
}
