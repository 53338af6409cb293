import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import type { Services } from '@griot/application';
import { DomainError, newId } from '@griot/kernel';
import { beginOf } from '../commands/begin-load.ts';
import { type KeptFile, receiveBatch } from '../commands/receive-batch.ts';
import type { Standard } from '../domain/ledger-types.ts';
import { depositFolder, storedName } from '../flows/storage-layout.ts';
import type { Control } from '../queries/read-controls.ts';
import { type BookCurrency, insertClient, listClients } from '../store/clients.ts';
import { type Batch, findBatch, listBatches } from '../store/periods.ts';
import type { Books, Sector } from './books/book-types.ts';
import { closingBalances, makeBooks } from './books/make-books.ts';
import { type ExportSet, makeExports } from './exports/make-exports.ts';
import { writeExport } from './exports/write-export.ts';
import { plantControl } from './faults/control-faults.ts';

const POLL_MS = 200;
const plans = (format: 'xlsx' | 'csv') => ({
  PLAN_TIERS: { format },
  PLAN_COMPTES: { format },
  CODE_JOURNAL: { format },
});
const AS_EXCEL: ExportSet = {
  GRAND_LIVRE_COMPTES: { format: 'xlsx' },
  GRAND_LIVRE_TIERS: { format: 'xlsx' },
  ...plans('xlsx'),
};
const AS_TEXT: ExportSet = {
  GRAND_LIVRE_COMPTES: { format: 'txt', layout: 'bare' },
  GRAND_LIVRE_TIERS: { format: 'csv', layout: 'tiers-c' },
  ...plans('csv'),
};

const AS_FEC: ExportSet = { FEC: { format: 'txt', encoding: 'utf8' } };

interface DemoPeriod {
  /** Years before this one, and the days of the period. */
  year: number;
  start: string;
  end: string;
  lines: number;
  set: ExportSet;
  /** Goes on in the books of the period before. */
  continued?: boolean;
  /** Irregularities that the controls show. */
  planted?: readonly Control[];
}

interface Company {
  name: string;
  sector: Sector;
  standard: Standard;
  currency: BookCurrency;
  periods: DemoPeriod[];
}

const IN_FRANCS = { standard: 'syscohada', currency: 'XOF' } as const;
/**
 * One company with a year to compare with, its last year loaded in two halves; another one with a single year; and a French one,
 * in euros, that hands in FECs. Third parties follow from the number of lines, and the next period must know those that one leaves:
 * a company's periods have as many lines.
 */
const COMPANIES: Company[] = [
  {
    name: 'Comptoir du Fleuve',
    sector: 'commerce',
    ...IN_FRANCS,
    periods: [
      { year: 2, start: '01-01', end: '12-31', lines: 500, set: AS_EXCEL },
      { year: 1, start: '01-01', end: '06-30', lines: 500, set: AS_EXCEL },
      {
        ...{ year: 1, start: '07-01', end: '12-31', lines: 500, set: AS_EXCEL, continued: true },
        planted: ['compte_attente', 'rupture_numerotation', 'montant_rond', 'doublon', 'fin_de_semaine'],
      },
    ],
  },
  {
    name: 'Ateliers du Plateau',
    sector: 'industrie',
    ...IN_FRANCS,
    periods: [{ year: 1, start: '01-01', end: '12-31', lines: 1700, set: AS_TEXT }],
  },
  {
    name: 'Conseil Rive Gauche',
    sector: 'services',
    ...{ standard: 'pcg', currency: 'EUR' },
    periods: [
      { year: 2, start: '01-01', end: '12-31', lines: 300, set: AS_FEC },
      { year: 1, start: '01-01', end: '12-31', lines: 300, set: AS_FEC },
    ],
  },
];

/**
 * Writes the exports of three companies and sends them through the ordinary check and load. After a crash it goes on: what is
 * loaded already is left as it is.
 */
export async function loadDemonstration(
  services: Services,
  tenantId: string,
  o: { scale: number; onProgress(text: string): void },
): Promise<void> {
  const thisYear = services.clock.now().getUTCFullYear();
  for (const company of COMPANIES) {
    const { name, sector, standard, periods } = company;
    const clientId = await clientOf(services, tenantId, company);
    let before: Books | null = null;
    for (const { year, start, end, lines, set, continued, planted = [] } of periods) {
      let books: Books = makeBooks({
        ...{
          seed: 'demo',
          company: name,
          sector,
          standard,
          lines: Math.max(60, Math.round(lines * Math.min(1, o.scale))),
        },
        ...{ start: `${thisYear - year}-${start}`, end: `${thisYear - year}-${end}` },
        ...(continued ? { continued } : before && { openings: closingBalances(before) }),
      });
      before = books;
      for (const control of planted) books = plantControl(books, control).books;
      o.onProgress(`${name}, ${books.start} – ${books.end}`);
      await loadPeriod(services, tenantId, { clientId, books, set });
    }
  }
}

/** Whether each company's periods were all loaded once; what people did with them since is theirs. */
export async function demonstrationComplete({ store }: Services, tenantId: string): Promise<boolean> {
  return store.withTenant(
    tenantId,
    async (tx) => {
      const clients = await listClients(tx, tenantId, null);
      for (const { name, periods } of COMPANIES) {
        const client = clients.find((one) => one.name === name);
        const batches = client ? await listBatches(tx, tenantId, client.id) : [];
        if (batches.filter(({ processedAt }) => processedAt !== null).length < periods.length) return false;
      }
      return true;
    },
    { readOnly: true },
  );
}

async function clientOf(services: Services, tenantId: string, { name, standard, currency }: Company): Promise<string> {
  return services.store.withTenant(tenantId, async (tx) => {
    const found = (await listClients(tx, tenantId, null)).find((client) => client.name === name);
    if (found) return found.id;
    const id = newId(services.clock.now().getTime());
    const client = { id, name, standard, currency };
    await insertClient(tx, { ...client, tenantId, by: null, now: services.clock.now() });
    return id;
  });
}

async function loadPeriod(
  services: Services,
  tenantId: string,
  o: { clientId: string; books: Books; set: ExportSet },
): Promise<void> {
  const { store } = services;
  const batches = await store.withTenant(tenantId, (tx) => listBatches(tx, tenantId, o.clientId), { readOnly: true });
  const known = batches.find((batch) => batch.periodStart === o.books.start && batch.status !== 'FAILED');
  if (known?.status === 'COMPLETED') return;
  const actor = { tenantId, system: 'demo' };
  const batchId = known?.batchId ?? (await sendFiles(services, actor, o));
  const checked = await follow(services, tenantId, batchId, ['VALIDATING']);
  if (checked.status === 'PENDING') await beginOf(services, actor, checked, { act: 'load', confirm: true });
  const loaded = await follow(services, tenantId, batchId, ['PENDING', 'PROCESSING']);
  if (loaded.status === 'COMPLETED') return;
  const details = { status: loaded.status, error: loaded.error, findings: loaded.findingCounts };
  throw new DomainError({ code: 'compta.demo_failed', kind: 'internal', details, message: JSON.stringify(details) });
}

async function sendFiles(
  services: Services,
  actor: { tenantId: string; system: string },
  { clientId, books, set }: { clientId: string; books: Books; set: ExportSet },
): Promise<string> {
  const { tenantId } = actor;
  const batchId = newId(services.clock.now().getTime());
  const kept: KeptFile[] = [];
  for (const file of makeExports(books, set)) {
    const day = services.clock.now().toISOString().slice(0, 10);
    const name = `${kept.length + 1}-${storedName({ day, type: file.type, client: books.company, name: file.name })}`;
    const path = `${depositFolder(clientId, batchId)}/${name}`;
    const stored = await services.files.put(tenantId, path, Readable.from(writeExport(file)), {
      maxBytes: 1024 ** 3,
      category: 'COMPTABLE',
    });
    const { size, sha256 } = stored;
    kept.push({ id: newId(services.clock.now().getTime()), name: file.name, type: file.type, path, size, sha256 });
  }
  await services.store.withTenant(tenantId, (tx) =>
    receiveBatch(services, tx, actor, { batchId, clientId, files: kept }),
  );
  return batchId;
}

/** Waits until a batch leaves these states. */
async function follow(
  services: Services,
  tenantId: string,
  batchId: string,
  states: readonly Batch['status'][],
): Promise<Batch> {
  for (;;) {
    const batch = await services.store.withTenant(tenantId, (tx) => findBatch(tx, tenantId, batchId), {
      readOnly: true,
    });
    if (batch && !states.includes(batch.status)) return batch;
    await wait(POLL_MS);
  }
}
