import { cents, csvRows, dayOf, features, months, type Row, sheetRows } from './read-rows.ts';

export interface Company {
  id: string;
  name: string;
  sector: string;
  zone: string;
  zoneId: string | null;
  region: string;
}
export interface Invoice {
  id: string;
  company: Company;
  amount: bigint;
  issued: string;
  due: string;
  cancelled: boolean;
  payments: Payment[];
}
export interface Payment {
  id: string;
  amount: bigint;
  day: string;
}
export interface Zone {
  id: string;
  name: string;
  region: string;
  hectares: number;
}
export interface Plot {
  id: string;
  zone: string;
  /** Ten-thousandths of a hectare. */
  area: number;
  serviced: boolean;
}
export interface Lease {
  plot: string;
  company: string;
  start: string;
  end: string | null;
}
export interface Books {
  companies: Map<string, Company>;
  invoices: Invoice[];
  zones: Map<string, Zone>;
  plots: Map<string, Plot>;
  leases: Lease[];
  /** Rows read and used, by table. */
  used: Record<string, number>;
}

const same = (name: string): string => name.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** The good rows of a folder of source files, tied together. `today` is the day of the import. */
export async function readBooks(folder: string, today: string): Promise<Books> {
  const soon = months(today, 12);
  const zones = readZones(folder);
  const plots = await readPlots(folder, zones);
  const companies = new Map<string, Company>();
  for (const row of csvRows(folder, 'entreprises.csv')) {
    const { id_entreprise: id = '', raison_sociale: name = '', date_creation: created = '' } = row;
    if (id === '' || name === '' || companies.has(id)) continue;
    if (created !== '' && (dayOf(created) ?? '9999') > soon) continue;
    const zone = [...zones.values()].find((one) => same(one.name) === same(row.zone_location ?? ''));
    companies.set(id, {
      id,
      name,
      sector: row.secteur_activite || 'Non renseigné',
      zone: zone?.name ?? (row.zone_location || 'Sans zone'),
      zoneId: zone?.id ?? null,
      region: zone?.region ?? 'Sans région',
    });
  }
  const invoices = readInvoices(folder, companies, soon);
  const paymentIds = readPayments(folder, invoices, soon);
  const leases: Lease[] = [];
  const leaseIds = new Set<string>();
  for (const row of csvRows(folder, 'attributions.csv')) {
    const { id_attribution: id = '', id_lot: plot = '', id_entreprise: company = '' } = row;
    const start = dayOf(row.date_debut ?? '');
    const end = row.date_fin === '' ? null : dayOf(row.date_fin ?? '');
    if (id === '' || leaseIds.has(id) || !plots.has(plot) || !companies.has(company) || start === null) continue;
    if (row.date_fin !== '' && (end === null || end < start)) continue;
    leaseIds.add(id);
    if (row.statut !== 'annulee') leases.push({ plot, company, start, end });
  }
  const used = {
    ...{ zones: zones.size, lots: plots.size, entreprises: companies.size, factures: invoices.size },
    ...{ paiements: paymentIds.size, attributions: leaseIds.size },
  };
  return { companies, invoices: [...invoices.values()], zones, plots, leases, used };
}

function readZones(folder: string): Map<string, Zone> {
  const zones = new Map<string, Zone>();
  for (const { properties, geometry } of features(folder, 'zones.geojson')) {
    const ring = geometry.coordinates[0] ?? [];
    const [first, last] = [ring[0], ring.at(-1)];
    const closed = first !== undefined && last !== undefined && first[0] === last[0] && first[1] === last[1];
    if (!closed || ring.some(([longitude, latitude]) => Math.abs(longitude) > 180 || Math.abs(latitude) > 90)) continue;
    const id = String(properties.id_zone);
    zones.set(id, {
      id,
      name: String(properties.nom_zone),
      region: String(properties.region),
      hectares: Number(properties.superficie_hectares),
    });
  }
  return zones;
}

async function readPlots(folder: string, zones: Map<string, Zone>): Promise<Map<string, Plot>> {
  const plots = new Map<string, Plot>();
  for (const row of await sheetRows(folder, 'lots.xlsx')) {
    const { id_lot: id = '', id_zone: zone = '', superficie_hectares: area = '' } = row;
    if (id === '' || plots.has(id) || !zones.has(zone) || !/^[\d.]+$/.test(area)) continue;
    plots.set(id, { id, zone, area: Math.round(Number(area) * 10_000), serviced: row.viabilise === 'oui' });
  }
  return plots;
}

function readInvoices(folder: string, companies: Map<string, Company>, soon: string): Map<string, Invoice> {
  const invoices = new Map<string, Invoice>();
  for (const row of csvRows(folder, 'factures.csv')) {
    const { id_facture: id = '', statut_paiement: status = '' } = row;
    const company = companies.get(row.id_entreprise ?? '');
    const amount = cents(row.montant_facture ?? '');
    const issued = dayOf(row.date_emission ?? '');
    const due = dayOf(row.date_echeance ?? '');
    if (id === '' || invoices.has(id) || !company || amount === null || issued === null || due === null) continue;
    if (issued > soon || !['payee', 'partielle', 'impayee', 'annulee'].includes(status)) continue;
    invoices.set(id, { id, company, amount, issued, due, cancelled: status === 'annulee', payments: [] });
  }
  return invoices;
}

function readPayments(folder: string, invoices: Map<string, Invoice>, soon: string): Set<string> {
  const ids = new Set<string>();
  for (const row of csvRows(folder, 'paiements.csv')) {
    const payment = goodPayment(row, soon);
    const invoice = invoices.get(row.id_facture ?? '');
    if (!payment || !invoice || ids.has(payment.id)) continue;
    ids.add(payment.id);
    invoice.payments.push(payment);
  }
  for (const invoice of invoices.values()) {
    invoice.payments.sort((a, b) => (a.day === b.day ? (a.id < b.id ? -1 : 1) : a.day < b.day ? -1 : 1));
  }
  return ids;
}

function goodPayment(row: Row, soon: string): Payment | null {
  const id = row.id_paiement ?? '';
  const amount = cents(row.montant_paye ?? '');
  const day = dayOf(row.date_paiement ?? '');
  return id === '' || amount === null || day === null || day > soon ? null : { id, amount, day };
}
