export interface Alert {
  id: string;
  type: string;
  severity: 'info' | 'warning' | 'critical';
  status: 'active' | 'acknowledged' | 'resolved';
  title: string;
  message: string;
  zone: string;
  held: boolean;
  createdAt: string;
  acknowledgedBy: string | null;
}

export interface AlertDetails extends Alert {
  context: { contribution?: { value: unknown; contribution: number | null }[]; task?: string; runId?: string };
  history: { at: string; what: string; by: string; comment: string }[];
  deliveries: { to: string[]; subject: string; state: string; attempts: number; lastError: string | null }[];
}

export interface Summary {
  active: number;
  acknowledged: number;
  critical: number;
  resolvedThisMonth: number;
  meanMinutesToAcknowledge: number | null;
  bySeverity: { info: number; warning: number; critical: number };
  timeline: { day: string; opened: number; resolved: number }[];
}
