import type { Books, Lease } from './books.ts';

export interface LandTruth {
  plots: number;
  let: number;
  /** Ten-thousandths of a hectare. */
  area: number;
  areaLet: number;
}

const runs = (lease: Lease, day: string): boolean => lease.start <= day && (lease.end === null || lease.end >= day);

/** The plots of one zone, or of several, on a day: a plot counts once, whatever the number of its leases. */
export function landOn(books: Books, zones: ReadonlySet<string>, day: string): LandTruth {
  const held = new Set(books.leases.filter((lease) => runs(lease, day)).map((lease) => lease.plot));
  const truth = { plots: 0, let: 0, area: 0, areaLet: 0 };
  for (const plot of books.plots.values()) {
    if (!zones.has(plot.zone)) continue;
    truth.plots += 1;
    truth.area += plot.area;
    if (!held.has(plot.id)) continue;
    truth.let += 1;
    truth.areaLet += plot.area;
  }
  return truth;
}

/** Sectors of the companies that hold a plot of the zone on a day. */
export function sectorsOn(books: Books, zone: string, day: string): string[] {
  const sectors = new Set<string>();
  for (const lease of books.leases) {
    if (!runs(lease, day) || books.plots.get(lease.plot)?.zone !== zone) continue;
    sectors.add(books.companies.get(lease.company)?.sector ?? '');
  }
  return [...sectors].sort();
}

/** Who holds each plot of a zone on a day; of several leases the one that began last. */
export function holdersOn(books: Books, zone: string, day: string): Map<string, string> {
  const holders = new Map<string, Lease>();
  for (const lease of books.leases) {
    if (!runs(lease, day) || books.plots.get(lease.plot)?.zone !== zone) continue;
    const other = holders.get(lease.plot);
    if (!other || lease.start >= other.start) holders.set(lease.plot, lease);
  }
  return new Map([...holders].map(([plot, lease]) => [plot, lease.company]));
}
