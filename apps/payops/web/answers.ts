export const WINDOWS = ['today', '24h', '7d', '30d', 'month'] as const;
export type Window = (typeof WINDOWS)[number];

export interface Kpi {
  metric: string;
  unit: 'money' | 'count' | 'percent' | 'duration';
  good: 'up' | 'down' | 'none';
  label: { fr: string; en: string };
  value: string | null;
  previous: string | null;
  changePct: string | null;
  byCurrency: Record<string, string>;
  sparkline: { at: string; value: string | null }[];
}

export interface Overview {
  window: Window;
  timeZone: string;
  reportingCurrency: string;
  grain: 'hour' | 'day';
  from: string;
  to: string;
  computedAt: string;
  ageSeconds: number;
  kpis: Kpi[];
  restated: { events: number; hours: number };
}

export interface Ranked {
  key: string;
  label: string;
  tenantType: string | null;
  gmv: string | null;
  transactions: string;
  conversion: string | null;
  fraudCount: string;
}

export interface Transaction {
  id: string;
  kind: string;
  time: string;
  tenantType: string;
  tenantId: string;
  name?: string;
  country: string;
  region: string;
  city: string;
  currency: string;
  source: string;
  amount: string;
  reference: string | null;
  reason: string | null;
  latencyMs: number | null;
}

export interface Restatement {
  hour: string;
  arrivedHour: string;
  lastAt: string;
  currency: string;
  events: string;
  transactions: string;
  gmv: string;
}

export interface Health {
  lag: number | null;
  deadLetters: number | null;
  snapshotAgeSeconds: number | null;
  simulator: { running: boolean; rate: number; simulatedTo: string } | null;
}

export interface DeadLetter {
  id: string;
  eventId: string;
  type: string;
  code: string;
  reason: string;
  event: { type?: string; payload?: Record<string, unknown> } & Record<string, unknown>;
  issues: { path: string; message: string }[];
  attempts: number;
  state: 'open' | 'queued' | 'resent' | 'discarded';
  createdAt: string;
  resolvedBy: string | null;
  note: string | null;
}
