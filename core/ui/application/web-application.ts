import type { FunctionComponent } from 'react';
import type { ApiClient } from '../api/api-client.ts';
import type { NoticeEntry } from '../layout/notice-bell.tsx';

export interface Text {
  fr: string;
  en: string;
}

export interface WebNavigationItem {
  path: string;
  label: Text;
  /** Lucide icon name in kebab case, among those of `navigationIcons`. */
  icon: string;
  /** The page is shown to those who hold it. */
  permission: string;
}

export interface WebRoute {
  /** TanStack Router path; `$name` is a parameter: `/clients/$id`. */
  path: string;
  /** The page's own chunk: `() => import('./pages/clients-page.tsx')`. Its default export is the page. */
  load: () => Promise<{ default: FunctionComponent }>;
  permission: string;
}

/** Something the palette (Ctrl K) found. */
export interface SearchHit {
  id: string;
  title: string;
  note?: string;
  /** Address to open. */
  to: string;
  kind: Text;
}

/** What a chart shows, in the words of core/widgets: a capability can keep it, send it, ask about it. */
export interface ChartSource {
  application: string;
  /** A widget without its id: `{ type: 'chart_bar', query: { metrics: ['ca_total'], … } }`. */
  widget: Record<string, unknown>;
}

export interface ChartActionProps {
  title: string;
  source: ChartSource;
  onClose: () => void;
}

/** Something that can be done with any chart that says what it measures: an entry of its menu. */
export interface ChartAction {
  id: string;
  label: Text;
  permission: string;
  /** A dialog, shown while the action goes on. */
  load: () => Promise<{ default: FunctionComponent<ChartActionProps> }>;
}

export interface PanelProps {
  /** Rows at most. */
  limit: number;
}

/** The pages of a part of the platform that every application has (alerts, dashboards, reports, assistant). */
export interface WebCapability {
  id: string;
  navigation: WebNavigationItem[];
  routes: WebRoute[];
  search?: (query: string, api: ApiClient, signal: AbortSignal) => Promise<SearchHit[]>;
  /** Entries of the menu of every chart that says what it measures. */
  chartActions?: ChartAction[];
  /** Parts that other capabilities may show by name: `alert_list`. */
  panels?: Readonly<Record<string, () => Promise<{ default: FunctionComponent<PanelProps> }>>>;
  /** What it has for the bell. */
  notices?: NoticeSource;
}

/** Entries of the bell that the server keeps, with what each person has read of them. */
export interface NoticeSource {
  permission: string;
  /** `GET`: `{ items }`, newest first. */
  path: string;
  /** `POST`: all of it was seen. */
  readPath: string;
  /** Live topic that says that there is more. */
  topic: string;
  entry(item: unknown, locale: 'fr' | 'en'): NoticeEntry;
  /** What a message of the topic says in the corner of the page at once; null: nothing. */
  announce(data: unknown, locale: 'fr' | 'en'): { title: string; tone: 'ok' | 'bad' } | null;
}

/** The pages of one application; the shell discovers `apps/<id>/web/index.tsx` and uses its default export. */
export interface WebApplication {
  id: string;
  name: Text;
  icon: string;
  /** Where the application opens. */
  home: string;
  navigation: WebNavigationItem[];
  routes: WebRoute[];
  search?: (query: string, api: ApiClient, signal: AbortSignal) => Promise<SearchHit[]>;
  /** What it has for the bell. */
  notices?: NoticeSource;
}
