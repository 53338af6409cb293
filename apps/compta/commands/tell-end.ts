import type { Services } from '@griot/application';
import { newId } from '@griot/kernel';
import { renderMail } from '@griot/mail';
import type { Tx } from '@griot/store';
import { tellChange } from '../flows/live-progress.ts';
import { findClient } from '../store/clients.ts';
import { insertNotice, type NoticeKind } from '../store/notices.ts';
import type { Batch } from '../store/periods.ts';

/** To whom an end is told by mail, and of whose books; null when nobody is to be written to. */
export interface EndMail {
  client: string;
  to: { email: string; locale: 'fr' | 'en' } | null;
}

const WORDS = {
  fr: {
    loaded: 'Période chargée',
    restored: 'Période restaurée',
    deleted: 'Période supprimée',
    failed: 'Traitement échoué',
    client: 'Client',
    period: 'Période',
    entries: 'Écritures',
    open: 'Voir les périodes',
    good: 'Les chiffres sont publiés.',
    gone: 'Les fichiers sont gardés : la période peut être restaurée.',
    bad: 'Rien n’a changé : ce qui était chargé l’est encore. Le traitement peut être relancé.',
  },
  en: {
    loaded: 'Period loaded',
    restored: 'Period restored',
    deleted: 'Period deleted',
    failed: 'Load failed',
    client: 'Client',
    period: 'Period',
    entries: 'Entries',
    open: 'See the periods',
    good: 'The figures are published.',
    gone: 'The files are kept: the period can be restored.',
    bad: 'Nothing has changed: what was loaded still is. The load can be started again.',
  },
} as const;

/** Looked up before the transaction in which the end is written. */
export async function endMail(services: Services, tenantId: string, batch: Batch): Promise<EndMail> {
  const client = await services.store.withTenant(tenantId, (tx) => findClient(tx, tenantId, batch.clientId), {
    readOnly: true,
  });
  const user = batch.startedBy === null ? null : await services.identity.findUser({ id: batch.startedBy });
  const tenant = await services.identity.findTenant({ id: tenantId });
  const locale = user?.locale ?? tenant?.locale ?? 'fr';
  return { client: client?.name ?? '', to: user?.active && user.email ? { email: user.email, locale } : null };
}

/** An act on a period has ended: for the bell of who may see the client, for open pages, and by mail to who started it. */
export async function tellEnd(
  services: Services,
  tx: Tx,
  o: { tenantId: string; batch: Batch; runId: string; what: NoticeKind; mail: EndMail },
): Promise<void> {
  const { tenantId, batch, what, mail } = o;
  const { clientId, batchId, periodStart, periodEnd } = batch;
  if (periodStart === null || periodEnd === null) return;
  const now = services.clock.now();
  const notice = { id: newId(now.getTime()), clientId, batchId, what, clientName: mail.client, periodStart, periodEnd };
  await insertNotice(tx, { ...notice, tenantId, now });
  await tellChange(services, tx, tenantId, batch, what === 'failed' ? 'FAILED' : 'COMPLETED');
  if (mail.to === null) return;
  const { email, locale } = mail.to;
  const words = WORDS[locale];
  const day = (iso: string): string => (locale === 'fr' ? iso.split('-').reverse().join('/') : iso);
  const period = `${day(periodStart)} – ${day(periodEnd)}`;
  const title = `${words[what]} : ${mail.client}, ${period}`;
  const { text, html } = renderMail({
    locale,
    title,
    paragraphs: [what === 'failed' ? words.bad : what === 'deleted' ? words.gone : words.good],
    facts: [
      [words.client, mail.client],
      [words.period, period],
      [words.entries, String(batch.entries)],
    ],
    action: {
      label: words.open,
      url: `${services.config.publicUrl}/periodes-comptables?client=${clientId}&lot=${batchId}`,
    },
  });
  const dedupKey = `compta/${o.runId}/${what}`;
  await services.mail.enqueue(tx, { tenantId, to: [email], subject: title, text, html, dedupKey });
}
