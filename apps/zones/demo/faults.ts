import { frenchDay } from './calendar-days.ts';
import type { CsvCell } from './csv-file.ts';

/**
 * Rows that a real export could hold and that must be set aside (or let in with a warning), each written after the
 * row of that number. They are extras: every good row of the generator stays good.
 */
export type Faults = ReadonlyMap<number, readonly CsvCell[]>;

export function companyFaults(today: number): Faults {
  const row = (id: string | null, created: string, zone = 'Yopougon', email = 'contact@exemple.example'): CsvCell[] => [
    id,
    'Société à vérifier',
    'Agro-industrie',
    zone,
    'active',
    email,
    '+225 01 00 00 00 00',
    'Adresse à compléter',
    null,
    created,
  ];
  return new Map([
    [3, row(null, frenchDay(today - 900))],
    [6, row('ENT-00002', frenchDay(today - 800))],
    [9, row('ENT-90001', '31/02/2023')],
    [11, row('ENT-90002', frenchDay(today + 4000))],
  ]);
}

export function invoiceFaults(today: number): Faults {
  const row = (
    id: string | null,
    company: string | null,
    amount: string,
    issued: string,
    status = 'impayee',
  ): CsvCell[] => [id, company, amount, issued, frenchDay(today - 300), status];
  const issued = frenchDay(today - 345);
  return new Map([
    [5, row(null, 'ENT-00001', '150 000', issued)],
    [12, row('FA-ERR-01', 'ENT-99999', '275 000', issued)],
    [19, row('FA-ERR-02', 'ENT-00001', '12O 000', issued)],
    [23, row('FA-ERR-03', 'ENT-00001', '98 500', '30/02/2024')],
    [31, row('FA-ERR-04', 'ENT-00001', '-45 000', issued)],
    [37, row('FA-ERR-05', 'ENT-00001', '64 000', issued, 'en discussion')],
    [41, row('FA-ERR-06', null, '64 000', issued)],
    [47, row('FA-ERR-07', 'ENT-00001', '64 000', '12/05/1899')],
  ]);
}

export function paymentFaults(today: number, someInvoice: string): Faults {
  const row = (id: string | null, invoice: string | null, amount: string, day: string): CsvCell[] => [
    id,
    invoice,
    amount,
    day,
    'virement',
  ];
  const day = frenchDay(today - 200);
  return new Map([
    [4, row('PA-ERR-01', 'FA-INCONNUE', '120 000', day)],
    [9, row(null, someInvoice, '120 000', day)],
    [14, row('PA-ERR-02', someInvoice, 'cent mille', day)],
    [21, row('PA-ERR-03', someInvoice, '120 000', '15/13/2024')],
    [26, row('PA-ERR-04', 'FA-ERR-02', '120 000', day)],
    [33, row('PA-0000001', someInvoice, '120 000', day)],
  ]);
}

export function leaseFaults(today: number): Faults {
  const row = (id: string | null, plot: string, company: string, start: string, end: string | null): CsvCell[] => [
    id,
    plot,
    company,
    start,
    end,
    'active',
  ];
  const start = frenchDay(today - 500);
  return new Map([
    [2, row('AT-ERR-01', 'LOT-INCONNU', 'ENT-00001', start, null)],
    [5, row('AT-ERR-02', 'ZI-YOP-0001', 'ENT-99999', start, null)],
    [7, row('AT-ERR-03', 'ZI-YOP-0001', 'ENT-00001', start, frenchDay(today - 900))],
    [8, row(null, 'ZI-YOP-0001', 'ENT-00001', start, null)],
  ]);
}
