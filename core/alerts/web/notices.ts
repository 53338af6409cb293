import type { NoticeSource } from '@griot/ui';

interface BellItem {
  id: string;
  alertId: string;
  at: string;
  what: string;
  title: string;
  severity: 'info' | 'warning' | 'critical';
  read: boolean;
}

type Told = { what?: string; title?: string; severity?: string } | null;

const VERBS: Record<string, { fr: string; en: string }> = {
  opened: { fr: 'Alerte', en: 'Alert' },
  resolved: { fr: 'Résolue', en: 'Resolved' },
  escalated: { fr: 'Sans réponse', en: 'Unanswered' },
  woken: { fr: 'Rappel', en: 'Reminder' },
};

const said = (what: string, title: string, locale: 'fr' | 'en'): string =>
  `${VERBS[what]?.[locale] ?? what}${locale === 'fr' ? ' : ' : ': '}${title}`;

/** What alerts have for the bell; a critical one that opens is said in the corner of the page too. */
export const notices: NoticeSource = {
  permission: 'core.alerts.read',
  path: '/api/alerts/notices',
  readPath: '/api/alerts/notices/read',
  topic: 'alerts.changed',
  entry(item, locale) {
    const { id, alertId, at, what, title, severity, read } = item as BellItem;
    const tone = what === 'resolved' ? 'ok' : severity === 'critical' ? 'bad' : 'info';
    return { id, at, text: said(what, title, locale), tone, to: `/alerts/${alertId}`, read };
  },
  announce(data, locale) {
    const { what, title, severity } = (data as Told) ?? {};
    if (title === undefined || severity !== 'critical' || (what !== 'opened' && what !== 'escalated')) return null;
    return { title: said(what, title, locale), tone: 'bad' };
  },
};
