import type { Tx } from '@griot/store';

/** A file of the tenant's drive, read when the mail is sent, or bytes kept with the mail (at most 2 MB in all). */
export type MailAttachment =
  | { readonly filename: string; readonly path: string; readonly version?: number }
  | { readonly filename: string; readonly contentType: string; readonly content: Buffer };

export interface MailInput {
  tenantId: string;
  /** 1 to 50 addresses. */
  to: readonly string[];
  subject: string;
  text: string;
  html: string;
  attachments?: readonly MailAttachment[];
  /** Stable name of the cause, unique in the tenant: `alerts/<id>/opened`. Repeated, nothing more is sent. */
  dedupKey: string;
  /** The bodies hold a secret (a reset link): they are emptied once the mail is sent or given up. */
  confidential?: boolean;
  /**
   * The server may have taken it, and nobody knows: the sender died, or lost the line, between the last byte and the answer.
   * `again` (default): it is sent once more under the same Message-ID. `hold`: it becomes `in_doubt`, and a person decides.
   */
  whenInDoubt?: 'again' | 'hold';
}

/** `not_configured`: there was no SMTP_URL when it fell due; it is sent once there is one, if less than a day old. */
export type MailState = 'waiting' | 'sent' | 'failed' | 'not_configured' | 'in_doubt';

export interface MailDelivery {
  id: string;
  dedupKey: string;
  messageId: string;
  to: string[];
  subject: string;
  state: MailState;
  /** ISO 8601, UTC. */
  createdAt: string;
  sentAt: string | null;
  nextAt: string | null;
  lastError: string | null;
  attempts: { attempt: number; at: string; ok: boolean; answer: string }[];
}

export interface Mail {
  /** False without SMTP_URL. */
  readonly configured: boolean;
  /**
   * Writes a mail in the caller's transaction: it is sent if and only if that commits, always under the same
   * Message-ID, and once (see `whenInDoubt` for the one moment that nobody can know). Answers its id; the id of the former one when `dedupKey` is known. `mail.invalid` (details.reason).
   */
  enqueue(tx: Tx, input: MailInput): Promise<string>;
  /** Newest first, at most `limit` (default 100); `dedupPrefix` narrows to one cause. */
  deliveries(tenantId: string, o?: { dedupPrefix?: string; limit?: number }): Promise<MailDelivery[]>;
  /** Sends what is due, once. Answers how many were tried. Several processes may call it: each mail is taken by one. */
  sendDue(): Promise<number>;
  /** How many mails stand in each state, over all tenants. */
  counts(): Promise<Record<MailState, number>>;
  /** Calls `sendDue` every two seconds until stopped. */
  start(): () => Promise<void>;
  close(): void;
}
