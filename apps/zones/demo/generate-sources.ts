import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { addMonths, type Day, startOf } from '@griot/kernel';
import { dayNumber, frenchDay, isoDay, monthLabel, monthOf } from './calendar-days.ts';
import { type Company, companiesOf, isBilled } from './companies.ts';
import { CsvFile } from './csv-file.ts';
import { companyFaults, type Faults, invoiceFaults, leaseFaults, paymentFaults } from './faults.ts';
import { frenchAmount } from './french-amounts.ts';
import { type Invoice, invoicesOf, statusOf } from './invoices.ts';
import { plotCount, plotId, writePlots, writeZones } from './land-files.ts';
import { leasesOf } from './leases.ts';
import { sectors, zoneSites } from './zone-catalogue.ts';

export interface GenerateOptions {
  /** Made if missing; written beside and renamed when complete, so a folder that exists is whole. */
  folder: string;
  seed: number;
  /** 1 = 600 companies and about 30 000 invoices; 100 = 60 000 and about 3 million; fractions for tests. */
  scale: number;
  /** Last day of the five years. */
  today: Day;
  onProgress?(text: string): void;
}

/** Good rows written per table; bad rows are extras. */
export type GeneratedCounts = Record<
  'entreprises' | 'factures' | 'paiements' | 'zones' | 'lots' | 'attributions',
  number
>;

const MONTHS = 60;

/**
 * Writes the six source files of the demonstration. The same seed, scale and day give the same bytes. Memory holds the
 * companies and the plots of one zone, never the invoices.
 */
export async function generateSources(options: GenerateOptions): Promise<GeneratedCounts> {
  const { seed, scale } = options;
  const say = options.onProgress ?? (() => {});
  const partial = `${options.folder}.partial`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true });
  await mkdir(dirname(options.folder), { recursive: true });

  const today = dayNumber(options.today);
  const first = dayNumber(addMonths(startOf('month', options.today), 1 - MONTHS));
  const companies = companiesOf(seed, Math.max(12, Math.round(600 * scale)), first, today);
  const zones = await writeZones(join(partial, 'zones.geojson'), scale);
  const lots = await writePlots(join(partial, 'lots.xlsx'), scale);
  await writeCompanies(join(partial, 'entreprises.csv'), companies, today);
  const attributions = await writeLeases(join(partial, 'attributions.csv'), seed, scale, companies, today);
  say(`${companies.length} entreprises, ${lots} lots`);
  const money = await writeMoney(partial, seed, companies, first, today, say);

  await rm(options.folder, { recursive: true, force: true });
  await rename(partial, options.folder);
  return { entreprises: companies.length, zones, lots, attributions, ...money };
}

async function writeCompanies(path: string, companies: readonly Company[], today: number): Promise<void> {
  const file = await CsvFile.create(path, 'windows-1252', [
    'id_entreprise',
    'raison_sociale',
    'secteur_activite',
    'zone_location',
    'statut',
    'email',
    'telephone',
    'adresse',
    'contact_nom',
    'date_creation',
  ]);
  const faults = companyFaults(today);
  for (const [index, one] of companies.entries()) {
    const zone = zoneSites[one.zone]?.name ?? '';
    await file.write([
      one.id,
      one.name,
      index % 97 === 96 ? null : (sectors[one.sector]?.name ?? null),
      // People type a zone's name as it comes.
      index % 41 === 40 ? zone.normalize('NFD').replaceAll(/\p{M}/gu, '').toUpperCase() : zone,
      one.end === null ? 'active' : 'partie',
      one.email,
      one.phone,
      one.address,
      one.contact,
      frenchDay(one.start),
    ]);
    await writeFault(file, faults, index + 1);
  }
  await file.close();
}

async function writeLeases(path: string, seed: number, scale: number, companies: readonly Company[], today: number) {
  const columns = ['id_attribution', 'id_lot', 'id_entreprise', 'date_debut', 'date_fin', 'statut'];
  const file = await CsvFile.create(path, 'windows-1252', columns);
  const faults = leaseFaults(today);
  let written = 0;
  for (const [index, site] of zoneSites.entries()) {
    const tenants = companies.filter((one) => one.zone === index);
    for (const lease of leasesOf(seed, site.id, tenants, plotCount(site, scale), today)) {
      written += 1;
      const end = lease.end === null ? null : frenchDay(lease.end);
      const id = `AT-${String(written).padStart(6, '0')}`;
      await file.write([id, plotId(site, lease.plot), lease.company, frenchDay(lease.start), end, lease.status]);
      await writeFault(file, faults, written);
    }
  }
  await file.close();
  return written;
}

async function writeMoney(
  folder: string,
  seed: number,
  companies: readonly Company[],
  first: number,
  today: number,
  say: (text: string) => void,
): Promise<{ factures: number; paiements: number }> {
  const invoices = await CsvFile.create(join(folder, 'factures.csv'), 'utf8-bom', [
    'id_facture',
    'id_entreprise',
    'montant_facture',
    'date_emission',
    'date_echeance',
    'statut_paiement',
  ]);
  const payments = await CsvFile.create(join(folder, 'paiements.csv'), 'utf8', [
    'id_paiement',
    'id_facture',
    'montant_paye',
    'date_paiement',
    'mode_paiement',
  ]);
  const firstMonth = monthOf(first);
  const badInvoices = invoiceFaults(today);
  const badPayments = paymentFaults(today, `FA-${monthLabel(firstMonth)}-00001`);
  let [written, paid] = [0, 0];
  for (let month = firstMonth; month <= monthOf(today); month++) {
    let inMonth = 0;
    for (const one of companies) {
      if (!isBilled(one, month)) continue;
      for (const invoice of invoicesOf(seed, one, month, firstMonth, today)) {
        inMonth += 1;
        written += 1;
        const id = `FA-${monthLabel(month)}-${String(inMonth).padStart(5, '0')}`;
        await invoices.write(invoiceCells(id, one.id, invoice, written));
        await writeFault(invoices, badInvoices, written);
        for (const payment of invoice.payments) {
          paid += 1;
          // Operators' mobile money exports carry ISO dates; the bank's carry French ones.
          const day = payment.mode === 'mobile_money' ? isoDay(payment.day) : frenchDay(payment.day);
          const amount = frenchAmount(payment.amount, paid, false);
          await payments.write([`PA-${String(paid).padStart(7, '0')}`, id, amount, day, payment.mode]);
          await writeFault(payments, badPayments, paid);
        }
      }
    }
    if (month % 12 === 11 || month === monthOf(today))
      say(`${monthLabel(month).slice(0, 4)} : ${written} factures, ${paid} paiements`);
  }
  await invoices.close();
  await payments.close();
  return { factures: written, paiements: paid };
}

function invoiceCells(id: string, companyId: string, invoice: Invoice, turn: number): string[] {
  const amount = frenchAmount(invoice.amount, turn, true);
  return [id, companyId, amount, frenchDay(invoice.day), frenchDay(invoice.due), statusOf(invoice)];
}

async function writeFault(file: CsvFile, faults: Faults, after: number): Promise<void> {
  const cells = faults.get(after);
  if (cells) await file.write(cells);
}
