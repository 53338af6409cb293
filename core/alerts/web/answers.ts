export type Severity = 'critical' | 'warning' | 'info';
export type Status = 'active' | 'acknowledged' | 'resolved';

export interface Alert {
  id: string;
  source: string;
  type: string;
  severity: Severity;
  status: Status;
  title: string;
  message: string;
  dimension: string | null;
  zone: string;
  zoneLabel: string;
  context: AlertContext;
  thresholdValue: number | null;
  actualValue: number | null;
  held: boolean;
  heldBecause: { kind: 'stale' | 'tests' | 'build'; names: string[] }[] | null;
  snoozedUntil: string | null;
  escalationLevel: number;
  createdAt: string;
  acknowledgedAt: string | null;
  acknowledgedBy: string | null;
  resolvedAt: string | null;
  resolvedBy: string | null;
}

export interface AlertContext {
  application?: string;
  metric?: string;
  metricLabel?: string;
  unit?: string | null;
  currency?: string;
  operator?: string;
  windowDays?: number;
  instructions?: string;
  cause?: string;
  contribution?: {
    dimension: string;
    label: string;
    parts: { value: string; effect: number | null; share: number | null }[];
    period: { from: string; to: string };
    previousPeriod: { from: string; to: string };
  } | null;
  upstream?: { flow: string; runId: string; task: string; message: string } | null;
}

export interface Delivery {
  id: string;
  channel: 'mail' | 'webhook';
  kind: 'alert' | 'digest' | 'test';
  to: string[];
  subject: string;
  state: 'held' | 'waiting' | 'sent' | 'failed' | 'not_configured';
  createdAt: string;
  sentAt: string | null;
  nextAt: string | null;
  lastError: string | null;
  attempts: { attempt: number; at: string; ok: boolean; answer: string }[];
}

export interface AlertDetails extends Alert {
  history: { at: string; what: string; by: string; comment: string }[];
  deliveries: Delivery[];
  escalatesAt: string | null;
}

export interface AlertSeries {
  days: string[];
  values: (number | null)[];
  limit: number | null;
  unit: string | null;
}

export interface Summary {
  active: number;
  acknowledged: number;
  critical: number;
  resolvedThisMonth: number;
  meanMinutesToAcknowledge: number | null;
  bySeverity: Record<Severity, number>;
  timeline: { day: string; opened: number; resolved: number }[];
}

export interface QuietHours {
  from: string;
  to: string;
  days: number[];
  criticalPasses: boolean;
}

export interface DeliverySettings {
  recipients: string[];
  quiet: QuietHours | null;
  escalation: { afterMinutes: number; recipients: string[] }[];
  webhookId: string | null;
}

export type Kind = 'value' | 'change_pct' | 'unusual' | 'no_data' | 'freshness';
export type Operator = '<' | '<=' | '>' | '>=' | '=' | '!=';
export interface ThresholdFilter {
  dimension: string;
  operator: 'eq' | 'ne' | 'in' | 'not_in' | 'contains';
  value: string | number | boolean | (string | number | boolean)[];
}

export interface ThresholdInput extends DeliverySettings {
  name: string;
  application: string;
  metric: string;
  dimension: string | null;
  filters: ThresholdFilter[];
  kind: Kind;
  operator: Operator;
  limit: number;
  compare: 'previous_period' | 'previous_year';
  windowDays: number;
  hysteresis: number;
  pendingMinutes: number;
  everyMinutes: 5 | 10;
  severity: Severity;
  instructions: string;
  active: boolean;
}

export interface Threshold extends ThresholdInput {
  id: string;
  version: number;
  updatedAt: string;
  updatedBy: string;
  lastEvaluatedAt: string | null;
  lastError: string | null;
}

export interface ListedThreshold extends Threshold {
  metricLabel: string;
  unit: string | null;
  states: Partial<Record<string, number>>;
}

export interface Backtest {
  days: number;
  fired: number | null;
  openings: { day: string; value: string; label: string; actual: number | null }[];
  now: { value: string; label: string; actual: number | null; breach: boolean }[];
  series: { value: string; label: string; fired: number; values: (number | null)[] }[];
  dayList: string[];
}

export interface Webhook {
  id: string;
  name: string;
  url: string;
  active: boolean;
  version: number;
  updatedAt: string;
  updatedBy: string;
}

export interface Catalogue {
  metrics: {
    name: string;
    label: string;
    description: string;
    unit: string | null;
    direction: 'up' | 'down' | 'none';
    synonyms: string[];
    dimensions: string[];
  }[];
  dimensions: { name: string; label: string; kind: 'categorical' | 'time' | 'entity'; names?: string }[];
}
