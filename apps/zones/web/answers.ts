import type { z } from 'zod';
import type * as contract from '../http/contract.ts';

/** Answers of the Zones endpoints, as the contract has them (types alone: no validator is shipped to the page). */
export type Summary = z.output<typeof contract.summary>;
export type TopZones = z.output<typeof contract.topZones>;
export type MonthlyTrends = z.output<typeof contract.monthlyTrends>;
export type TopClients = z.output<typeof contract.topClients>;
export type BySector = z.output<typeof contract.bySector>;
export type OverdueAgeing = z.output<typeof contract.overdueAgeing>;
export type ZonesMap = z.output<typeof contract.zonesMap>;
export type ZoneRow = z.output<typeof contract.zoneRow>;
export type ZoneList = z.output<typeof contract.zoneList>;
export type ZoneDetails = z.output<typeof contract.zoneDetails>;
export type Lot = ZoneDetails['lots'][number];
export type ClientRow = z.output<typeof contract.clientRow>;
export type ClientList = z.output<typeof contract.clientList>;
export type ClientDetails = z.output<typeof contract.clientDetails>;
export type FilterOptions = z.output<typeof contract.filterOptions>;
export type DrillRows = z.output<typeof contract.drillRows>;
export type RiskPart = ClientDetails['risk'][number];

/** From this score a client is at risk (as the metric `clients_a_risque` counts). */
export const AT_RISK = 60;
/** From this score a client is watched. */
export const WATCHED = 30;

/** A page of a plain list of the API, its rows as the table's columns have them. */
export interface ListPage<Row> {
  period?: { from: string; to: string };
  passport: Summary['passport'];
  items: Row[];
  totals: Record<string, string>;
  total: number;
  nextCursor: string | null;
}
