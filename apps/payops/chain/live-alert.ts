import type { LiveEvent, TopicRule } from '@griot/http';
import type { Actor } from '@griot/identity';
import { maySee, type Place } from '../domain/sight.ts';

export const ALERTS_TOPIC = 'payops.alerts';

/** Who is narrowed hears of alerts about what is theirs: that something happened to another is not for them either. */
export const alertsRule: TopicRule = {
  pattern: ALERTS_TOPIC,
  permission: 'payops.alerts.read',
  visible: (actor: Actor, event: LiveEvent) => {
    const place = event.data as Place | null;
    return place !== null && maySee(actor, place);
  },
};

/** A row of `payops_alerts` as what the topic tells: whom it is about, and nothing else. */
export const alertPlace = (row: Record<string, unknown>): Place => ({
  tenantType: String(row.subject_type),
  tenantId: String(row.subject_id),
  region: typeof row.subject_region === 'string' ? row.subject_region : '',
});
