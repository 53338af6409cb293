import type { IncomingEvent } from '../chain/take-in.ts';
import type { Observed } from './observations.ts';

const text = (value: unknown): string | null => (value === undefined || value === null ? null : String(value));

/** An event as producers send it, as SIRA sees it. */
export function observedOf(event: IncomingEvent): Observed {
  return {
    time: Date.parse(String(event.time)),
    kind: String(event.type),
    tenantType: String(event.tenantType),
    entityId: String(event.tenantId),
    region: String(event.region),
    currency: String(event.currency),
    amount: Number(event.amount),
    method: text(event.method),
    reason: text(event.reason),
    route: text(event.route),
    reference: text(event.payoutId ?? event.paymentId),
  };
}
