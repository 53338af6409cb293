import { formatInstant } from '@griot/kernel';
import { renderMail } from '@griot/mail';
import type { Alert } from '../store/alerts.ts';

export interface Told {
  what: string;
  at: string;
  alert: Alert;
}

export interface Speaking {
  locale: 'fr' | 'en';
  timeZone: string;
  publicUrl: string;
}

const WORDS = {
  fr: {
    opened: 'Alerte',
    resolved: 'Résolue',
    acknowledged: 'Prise en charge',
    escalated: 'Sans réponse',
    woken: 'Rappel',
    severity: 'Gravité',
    critical: 'critique',
    warning: 'avertissement',
    info: 'information',
    since: 'Depuis',
    cause: 'Cause',
    toDo: 'Que faire',
    several: (name: string, n: number) => `${name} : ${n} changements`,
    digest: (n: number) => `Pendant les heures calmes : ${n} ${n > 1 ? 'changements' : 'changement'}`,
    open: 'Ouvrir l’alerte',
    openAll: 'Ouvrir les alertes',
    unanswered: (minutes: number) => `Personne ne l’a prise en charge en ${minutes} min.`,
  },
  en: {
    opened: 'Alert',
    resolved: 'Resolved',
    acknowledged: 'Acknowledged',
    escalated: 'Unanswered',
    woken: 'Reminder',
    severity: 'Severity',
    critical: 'critical',
    warning: 'warning',
    info: 'information',
    since: 'Since',
    cause: 'Cause',
    toDo: 'What to do',
    several: (name: string, n: number) => `${name}: ${n} changes`,
    digest: (n: number) => `During quiet hours: ${n} ${n > 1 ? 'changes' : 'change'}`,
    open: 'Open the alert',
    openAll: 'Open alerts',
    unanswered: (minutes: number) => `Nobody acknowledged it within ${minutes} min.`,
  },
} as const;

type Verb = 'opened' | 'resolved' | 'acknowledged' | 'escalated' | 'woken';
export const verbOf = (what: string): Verb => what.split(':')[0] as Verb;

/** One line, without what could break a header. */
const line = (text: string): string => text.replace(/[\r\n]+/g, ' ').slice(0, 200);

export interface Letter {
  subject: string;
  text: string;
  html: string;
}

/** The mail of some changes: one in full, several as a list, those that quiet hours held as a digest. */
export function letterOf(told: readonly Told[], o: Speaking & { digest: boolean }): Letter {
  const w = WORDS[o.locale];
  const [first] = told;
  if (told.length === 1 && first && !o.digest) return singleLetter(first, o);
  const names = [...new Set(told.map(({ alert }) => nameOf(alert)))];
  const title = o.digest ? w.digest(told.length) : w.several(names.join(', '), told.length);
  const instructions = [...new Set(told.map(({ alert }) => String(alert.context.instructions ?? '')))].filter(Boolean);
  const body = renderMail({
    locale: o.locale,
    title,
    paragraphs: instructions.map((text) => `${w.toDo} : ${text}`),
    facts: told.map(({ what, at, alert }) => [
      `${w[verbOf(what)]} · ${formatInstant(at, o.locale, o.timeZone)}`,
      `${alert.title} — ${alert.message}`,
    ]),
    action: { label: w.openAll, url: `${o.publicUrl}/alerts` },
  });
  return { subject: line(`[Griot] ${title}`), ...body };
}

function singleLetter({ what, alert }: Told, o: Speaking): Letter {
  const w = WORDS[o.locale];
  const verb = verbOf(what);
  const { cause, instructions } = alert.context as { cause?: string; instructions?: string };
  const title = verb === 'opened' ? alert.title : `${w[verb]} : ${alert.title}`;
  const waited = Math.round((Date.parse(alert.updatedAt) - Date.parse(alert.createdAt)) / 60_000);
  const body = renderMail({
    locale: o.locale,
    title,
    paragraphs: [alert.message, ...(verb === 'escalated' ? [w.unanswered(waited)] : [])],
    facts: [
      [w.severity, w[alert.severity]],
      [w.since, formatInstant(alert.createdAt, o.locale, o.timeZone)],
      ...(cause ? [[w.cause, cause] as const] : []),
      ...(instructions ? [[w.toDo, instructions] as const] : []),
    ],
    action: { label: w.open, url: `${o.publicUrl}/alerts/${alert.id}` },
  });
  return { subject: line(`[Griot] ${title}`), ...body };
}

const nameOf = (alert: Alert): string => String(alert.context.name ?? alert.title);

/** What a program gets: one object per change, newest last. */
export function callOf(
  told: readonly Told[],
  o: Speaking & { id: string; tenant: string; digest: boolean; now: Date },
): string {
  return JSON.stringify({
    type: o.digest ? 'alerts.digest' : 'alerts.changed',
    id: o.id,
    timestamp: o.now.toISOString(),
    tenant: o.tenant,
    changes: told.map(({ what, at, alert }) => ({
      what: verbOf(what),
      at,
      alert: {
        ...{ id: alert.id, type: alert.type, severity: alert.severity, status: alert.status },
        ...{ title: alert.title, message: alert.message, metric: alert.context.metric ?? null },
        ...{ dimension: alert.dimension, value: alert.zone, label: alert.zoneLabel },
        ...{ actual: alert.actualValue, threshold: alert.thresholdValue, suspectData: alert.held },
        ...{ createdAt: alert.createdAt, acknowledgedBy: alert.acknowledgedBy, resolvedAt: alert.resolvedAt },
        url: `${o.publicUrl}/alerts/${alert.id}`,
      },
    })),
  });
}
