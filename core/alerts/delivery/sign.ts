import { createHmac, randomBytes } from 'node:crypto';

/** `whsec_` and 32 random bytes, as Standard Webhooks writes secrets. */
export const newSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

/**
 * Headers of the Standard Webhooks specification: HMAC-SHA256 over id, time and body, so that a receiver can tell that
 * nobody changed it, that it is not an old one played again, and that it has seen it already.
 */
export function signedHeaders(o: { secret: string; id: string; body: string; now: Date }): Record<string, string> {
  const seconds = String(Math.floor(o.now.getTime() / 1000));
  const key = Buffer.from(o.secret.replace(/^whsec_/, ''), 'base64');
  const signature = createHmac('sha256', key).update(`${o.id}.${seconds}.${o.body}`).digest('base64');
  return { 'webhook-id': o.id, 'webhook-timestamp': seconds, 'webhook-signature': `v1,${signature}` };
}
