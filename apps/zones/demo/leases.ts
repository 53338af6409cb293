import { random } from '@griot/kernel';
import type { Company } from './companies.ts';

export interface Lease {
  company: string;
  /** Number of the plot in its zone, from 0. */
  plot: number;
  start: number;
  end: number | null;
  status: 'active' | 'terminee' | 'resiliee';
}

/**
 * Who held which plot of a zone, and when. Companies come in the order of their arrival and take what is free; the
 * plots of one that leaves are let again after its last day.
 */
export function leasesOf(
  seed: number,
  zone: string,
  tenants: readonly Company[],
  plotCount: number,
  today: number,
): Lease[] {
  const r = random(seed, 'leases', zone);
  const free = Array.from({ length: plotCount }, (_, index) => index);
  // Shuffled, so that the let plots do not lie in one corner of the map.
  for (let i = free.length - 1; i > 0; i--) {
    const j = r.between(0, i);
    const [a, b] = [free[i], free[j]];
    if (a !== undefined && b !== undefined) [free[i], free[j]] = [b, a];
  }
  const leaving: { day: number; plot: number }[] = [];
  const leases: Lease[] = [];
  const arrivals = [...tenants].sort((a, b) => a.start - b.start || (a.id < b.id ? -1 : 1));
  for (const tenant of arrivals) {
    for (let i = leaving.length - 1; i >= 0; i--) {
      const gone = leaving[i];
      if (gone && gone.day < tenant.start) {
        free.unshift(gone.plot);
        leaving.splice(i, 1);
      }
    }
    for (let count = 0; count < tenant.lots; count++) {
      const plot = free.pop();
      if (plot === undefined) break;
      const status = tenant.end === null ? 'active' : tenant.end % 4 === 0 ? 'resiliee' : 'terminee';
      leases.push({ company: tenant.id, plot, start: tenant.start, end: tenant.end, status });
      if (tenant.end !== null && tenant.end < today) leaving.push({ day: tenant.end, plot });
    }
  }
  return leases;
}
