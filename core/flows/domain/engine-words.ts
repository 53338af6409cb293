/** What the engine itself says in the log of a run, in both languages of the interface. */
import type { Label } from '../definition/flow-types.ts';
import type { BadEnd } from './after-attempt.ts';

export interface TriggeredBy {
  kind: 'user' | 'schedule' | 'api' | 'flow' | 'cli' | 'event' | 'backfill';
  /** Who or what: a user's id, a token's, a schedule's, a run's, an event's, a backfill's. */
  id?: string;
}

const DOERS: Record<TriggeredBy['kind'], Label> = {
  user: { fr: 'l’utilisateur', en: 'user' },
  schedule: { fr: 'la planification', en: 'schedule' },
  api: { fr: 'l’API', en: 'api' },
  flow: { fr: 'le traitement', en: 'flow' },
  cli: { fr: 'la ligne de commande', en: 'command line' },
  event: { fr: 'l’événement', en: 'event' },
  backfill: { fr: 'la reprise d’historique', en: 'backfill' },
};

function doneBy(by: TriggeredBy, fr: string, en: string): Label {
  const doer = DOERS[by.kind];
  const id = by.id === undefined ? '' : ` ${by.id}`;
  return { fr: `${fr} par ${doer.fr}${id}`, en: `${en} by ${doer.en}${id}` };
}

export const triggeredWords = (by: TriggeredBy): Label => doneBy(by, 'lancé', 'triggered');
export const cancelledWords = (by: TriggeredBy): Label => doneBy(by, 'annulé', 'cancelled');
export const pausedWords = (by: TriggeredBy): Label => doneBy(by, 'mis en pause', 'paused');
export const resumedWords = (by: TriggeredBy): Label => doneBy(by, 'repris après une pause', 'resumed');
export const rerunWords = (by: TriggeredBy): Label =>
  doneBy(by, 'relancé depuis l’étape en échec', 're-run from the failed task');

export const followedWords = (flow: string, runId: string, underWay: boolean): Label => ({
  fr: `${flow} ${underWay ? 'déjà en cours' : 'lancé'} après cette exécution : ${runId}`,
  en: `${flow} ${underWay ? 'found under way' : 'started'} after this run: ${runId}`,
});

export const notFollowedWords = (flow: string, error: string): Label => ({
  fr: `${flow} n’a pas pu démarrer après cette exécution : ${error}`,
  en: `${flow} could not start after this run: ${error}`,
});

const ENDS: Record<BadEnd, Label> = {
  failed: { fr: 'a échoué', en: 'failed' },
  timed_out: { fr: 'a été arrêtée à sa limite de temps', en: 'was ended at its timeout' },
  cancelled: { fr: 'a été annulée', en: 'was cancelled' },
  lost: { fr: 'a été perdue', en: 'was lost' },
};

/** How an attempt ended badly and what comes next. `delayMs`: until the next attempt, where there is one. */
export function badEndWords(o: {
  task: string;
  end: BadEnd;
  next: 'ready' | 'failed' | 'cancelled';
  delayMs: number | null;
  message: string;
}): Label {
  const seconds = ((o.delayMs ?? 0) / 1000).toFixed(1);
  const next: Label = {
    ready: o.delayMs
      ? { fr: `nouvel essai dans ${seconds.replace('.', ',')} s`, en: `tried again in ${seconds} s` }
      : { fr: 'nouvel essai aussitôt', en: 'another attempt at once' },
    failed: { fr: 'pas de nouvel essai', en: 'not tried again' },
    cancelled: { fr: 'l’exécution est annulée', en: 'the run is cancelled' },
  }[o.next];
  return {
    fr: `${o.task} ${ENDS[o.end].fr} (${next.fr}) : ${o.message}`,
    en: `${o.task} ${ENDS[o.end].en} (${next.en}): ${o.message}`,
  };
}

export const LOG_CUT: Label = {
  fr: 'Le journal de cette tentative est coupé ici : trop long',
  en: 'The log of this attempt is cut here: too long',
};
