import type { NoticeSource } from '@griot/ui';
import type { Notice } from './answers.ts';

const WORDS = {
  loaded: { fr: 'Période chargée', en: 'Period loaded' },
  restored: { fr: 'Période restaurée', en: 'Period restored' },
  deleted: { fr: 'Période supprimée', en: 'Period deleted' },
  failed: { fr: 'Chargement échoué', en: 'Load failed' },
} as const;

/** How loads ended, for the bell: kept on the server, so that it is told to who was away too. */
export const notices: NoticeSource = {
  permission: 'compta.files.read',
  path: '/api/compta/notices',
  readPath: '/api/compta/notices/read',
  topic: 'compta.periods',
  entry(item, locale) {
    const { id, at, read, what, clientName, periodStart, periodEnd, clientId, batchId } = item as Notice;
    const day = (iso: string): string => (locale === 'fr' ? iso.split('-').reverse().join('/') : iso);
    const text = `${WORDS[what][locale]}${locale === 'fr' ? ' : ' : ': '}${clientName}, ${day(periodStart)} – ${day(periodEnd)}`;
    const to = `/periodes-comptables?client=${clientId}&lot=${batchId}`;
    return { id, at, read, text, to, tone: what === 'failed' ? 'bad' : 'ok' };
  },
  announce: () => null,
};
