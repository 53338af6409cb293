import { type Day, isDay } from '@griot/kernel';
import { type Fault, fault } from './fault.ts';

const FRENCH = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?:[ T]\d{1,2}:\d{2}.*)?$/;
const ISO = /^(\d{4})[-/](\d{2})[-/](\d{2})(?:[ T]\d{1,2}:\d{2}.*)?$/;
const SERIAL = /^\d{5}(?:[.,]\d+)?$/;

const unreadable = fault(
  'date_illisible',
  "ce n'est pas une date",
  'écrire la date JJ/MM/AAAA, par exemple 31/12/2024',
);

/** Reads JJ/MM/AAAA (also with `-` or `.`, or two digits for the year), ISO 8601, and a spreadsheet's day number. */
export function parseDay(text: string): Day | Fault {
  const french = FRENCH.exec(text);
  if (french) return calendarDay(year(french[3] ?? ''), french[2] ?? '', french[1] ?? '');
  const iso = ISO.exec(text);
  if (iso) return calendarDay(iso[1] ?? '', iso[2] ?? '', iso[3] ?? '');
  if (SERIAL.test(text)) return serialDay(Number.parseInt(text, 10));
  return unreadable;
}

/**
 * Day number of the 1900 system: 1 is 1 January 1900, and the day 29 February 1900 that Lotus 1-2-3 invented is
 * counted, so that 61 is 1 March 1900 (ECMA-376 part 1, §18.17.4.1).
 */
export function serialDay(serial: number): Day | Fault {
  const whole = Math.floor(serial);
  if (whole < 61 || whole > 2_958_465) return unreadable;
  return new Date(Date.UTC(1899, 11, 30) + whole * 86_400_000).toISOString().slice(0, 10);
}

function calendarDay(yyyy: string, month: string, day: string): Day | Fault {
  const value = `${yyyy}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  if (isDay(value)) return value;
  const reason =
    Number(month) > 12 || Number(month) < 1
      ? `le mois ${Number(month)} n'existe pas`
      : "ce jour n'existe pas dans le calendrier";
  return fault('date_impossible', reason, 'corriger la date, au format JJ/MM/AAAA');
}

/** Two digits: 00 to 69 are of this century, as spreadsheets read them. */
function year(text: string): string {
  if (text.length === 4) return text;
  return Number(text) < 70 ? `20${text}` : `19${text}`;
}
