import type { Platform } from '@griot/application';
import type { Actor } from '@griot/identity';
import { DomainError } from '@griot/kernel';
import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import { resolveOpen } from '../store/alerts.ts';
import { forgetMemories } from '../store/memories.ts';
import {
  deleteThreshold,
  readThreshold,
  type Threshold,
  type ThresholdInput,
  updateThreshold,
} from '../store/thresholds.ts';

type Saving = Pick<Platform, 'live'>;

const changed = (id: string) =>
  new DomainError({ code: 'alerts.threshold_changed', kind: 'conflict', details: { id } });

/** What makes it another figure: alerts of the old one would never end by themselves. */
const WATCHED = ['application', 'metric', 'dimension', 'kind', 'filters'] as const;

/** Changes a threshold. Alerts of what it does not watch any more end, and say why. */
export async function saveThreshold(
  o: Saving,
  tx: Tx,
  p: { actor: Actor; id: string; expected: number; input: ThresholdInput; now: Date },
): Promise<Threshold> {
  const before = await readThreshold(tx, p.id);
  const after = await updateThreshold(tx, { ...p, by: p.actor.name });
  if (!before || !after) throw changed(p.id);
  const other = WATCHED.some((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
  const fr = p.actor.locale === 'fr';
  if (other)
    await endAll(o, tx, { ...p, comment: fr ? 'Le seuil surveille autre chose.' : 'It watches something else.' });
  else if (before.active && !after.active)
    await endAll(o, tx, { ...p, comment: fr ? 'Le seuil a été suspendu.' : 'The threshold was switched off.' });
  return after;
}

export async function removeThreshold(
  o: Saving,
  tx: Tx,
  p: { actor: Actor; id: string; expected: number; now: Date },
): Promise<void> {
  if (!(await deleteThreshold(tx, p.id, p.expected))) throw changed(p.id);
  await endAll(o, tx, {
    ...p,
    comment: p.actor.locale === 'fr' ? 'Le seuil a été supprimé.' : 'The threshold was removed.',
  });
}

async function endAll(
  { live }: Saving,
  tx: Tx,
  p: { actor: Actor; id: string; now: Date; comment: string },
): Promise<void> {
  await forgetMemories(tx, p.id);
  const { rows } = await tx.execute<{ dimension: string | null; dimension_value: string }>(
    sql`SELECT dimension, dimension_value FROM alerts WHERE source = ${p.id} AND status <> 'resolved'`,
  );
  const { tenantId } = p.actor;
  for (const { dimension, dimension_value: value } of rows) {
    const ended = await resolveOpen(tx, { ...p, tenantId, source: p.id, value, actual: null });
    if (ended) await live.publishIn(tx, tenantId, 'alerts.changed', { id: ended.id, what: 'ended', dimension, value });
  }
}
