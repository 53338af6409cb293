import type { FigureUnit, PassportData } from '@griot/ui';

export type Value = string | number | boolean | null;

export interface Asked {
  kind: string;
  metrics: string[];
  dimensions: string[];
  filters: { dimension: string; grain?: string; operator: string; value?: unknown }[];
  timeRange: { from: string; to: string } | null;
  compare: string | null;
  order: { by: string; descending: boolean } | null;
  limit: number | null;
  shares: boolean;
  focus: string | null;
  check: unknown;
}

export interface AnswerColumn {
  name: string;
  kind: 'dimension' | 'metric' | 'comparison' | 'share';
  label: string;
  metric?: string;
  unit?: FigureUnit;
  currency?: string;
  grain?: string;
}

export interface Answer {
  status: 'answered' | 'clarify' | 'unknown' | 'refused';
  language: 'fr' | 'en';
  sentence: string;
  mended: { from: string; to: string }[];
  notes: string[];
  options: string[];
  asked: Asked | null;
  query: string | null;
  chips: { kind: string; text: string; without: Asked | null }[];
  shape: 'figure' | 'bars' | 'shares' | 'time' | 'table' | 'names' | null;
  columns: AnswerColumn[];
  rows: Value[][];
  totals: Record<string, Value> | null;
  truncated: boolean;
  sql: string | null;
  params: Value[];
  passport: PassportData | null;
  next: string[];
  application: string;
  proposed: boolean;
}

export interface ChatAnswer extends Answer {
  conversationId: string;
  messageId: string;
}

export interface Conversation {
  id: string;
  title: string;
  favourite: boolean;
  application: string;
  updatedAt: string;
}

export interface Message {
  id: string;
  at: string;
  question: string;
  status: string;
  sentence: string;
  asked: Asked | null;
  feedback: 'right' | 'wrong' | null;
}

/** One turn as the page shows it: the answer is there, on its way, or only its sentence is kept. */
export interface Turn {
  key: string;
  question: string;
  answer: Answer | null;
  sentence: string | null;
  messageId: string | null;
  asked: Asked | null;
  /** Measured from a query that was changed by hand, not from words. */
  changed: boolean;
  feedback: 'right' | 'wrong' | null;
  failed: unknown;
  /** What the server is at, once it takes long. */
  step: 'reading' | 'model' | 'measuring' | null;
}

export interface ColumnProfile {
  title: string;
  type: 'number' | 'day' | 'text';
  filled: number;
  distinct: number;
  min: string | null;
  max: string | null;
  examples: string[];
  unreadable: number;
  unreadableExample: string | null;
}

export interface Attachment {
  id: string;
  conversationId: string;
  name: string;
  size: number;
  expiresAt: string;
  profile: { rows: number; columns: ColumnProfile[]; sheet: string | null; others: string[]; titled: boolean };
  suggestions: string[];
}
