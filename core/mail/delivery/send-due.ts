import type { Files } from '@griot/files';
import { type Clock, errorMessage, type Logger } from '@griot/kernel';
import type { Store } from '@griot/store';
import type { MailState } from '../mail.ts';
import {
  type DueMail,
  holdDoubtful,
  markHanded,
  recordAttempt,
  type StoredAttachment,
  setAside,
  takeDue,
} from '../store/rows.ts';
import type { BeforeLastByte, Transport } from './transport.ts';

const LEASE_MS = 2 * 60_000;
const MAX_ATTEMPTS = 8;
const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 60 * 60_000;
const MAX_FILE_BYTES = 20 * 1024 * 1024;

export interface Sending {
  store: Store;
  files: Pick<Files, 'open'>;
  clock: Clock;
  log: Logger;
  transport: Transport | undefined;
  leaseMs?: number;
}

export async function sendDue(o: Sending): Promise<number> {
  const now = o.clock.now();
  const due = await o.store.withSystem(async (tx) => {
    await setAside(tx, now, o.transport !== undefined);
    await holdDoubtful(tx, now);
    return o.transport ? takeDue(tx, now, o.leaseMs ?? LEASE_MS) : [];
  });
  for (const mail of due) if (o.transport) await sendOne(o, o.transport, mail);
  return due.length;
}

/**
 * A server takes a mail with its last byte. Before that byte the mark is committed: a process that dies earlier has sent
 * nothing, and one whose lease ran out finds that it may not go on. After the mark only the server's answer tells.
 */
async function sendOne(o: Sending, { mailer, from }: Transport, mail: DueMail): Promise<void> {
  let handed = false;
  const beforeLastByte = async () => {
    handed = await o.store.withSystem((tx) => markHanded(tx, mail, o.clock.now()));
    if (!handed) throw new Error('another process has this mail now');
  };
  const outcome = await attachmentsOf(o, mail)
    .then((attachments) => {
      const message: Parameters<typeof mailer.sendMail>[0] & BeforeLastByte = {
        from,
        to: mail.recipients,
        subject: mail.subject,
        text: mail.text_body,
        html: mail.html_body,
        // The same at every try: a server or a reader that saw it before can tell.
        messageId: mail.message_id,
        attachments,
        beforeLastByte,
      };
      return mailer.sendMail(message);
    })
    .then(
      (info: { response?: string }) => ({
        ...{ ok: true, answer: (info.response ?? 'sent').slice(0, 500), final: true, answered: true },
      }),
      (error: unknown) => ({
        ...{ ok: false, answer: errorMessage(error).slice(0, 500), final: isFinal(error), answered: isAnswer(error) },
      }),
    );
  const at = o.clock.now();
  const given = !outcome.ok && (outcome.final || mail.attempts >= MAX_ATTEMPTS);
  const unknown = handed && !outcome.answered && mail.when_in_doubt === 'hold';
  const state: MailState = outcome.ok ? 'sent' : unknown ? 'in_doubt' : given ? 'failed' : 'waiting';
  const nextAt = new Date(at.getTime() + waitAfter(mail.attempts));
  await o.store.withSystem((tx) =>
    recordAttempt(tx, { mail, at, ok: outcome.ok, answer: outcome.answer, state, nextAt }),
  );
  if (!outcome.ok)
    o.log.warn({ mailId: mail.id, attempt: mail.attempts, answer: outcome.answer, state }, 'A mail was not sent');
}

/** 30 s, doubled at each try, at most an hour. */
export function waitAfter(attempts: number): number {
  return Math.min(FIRST_WAIT_MS * 2 ** (attempts - 1), LONGEST_WAIT_MS);
}

/** 5xx to the message itself is a "no" for good (RFC 5321 §4.2.1); a refused sign-in may be mended by the operator. */
function isFinal(error: unknown): boolean {
  const { responseCode, code } = error as { responseCode?: number; code?: string };
  return responseCode !== undefined && responseCode >= 500 && code !== 'EAUTH';
}

/** The server spoke: whatever it said, it is known what became of the mail. */
function isAnswer(error: unknown): boolean {
  return (error as { responseCode?: number }).responseCode !== undefined;
}

function attachmentsOf(o: Sending, mail: DueMail) {
  const read = async (one: StoredAttachment) => {
    if ('base64' in one)
      return { filename: one.filename, contentType: one.contentType, content: Buffer.from(one.base64, 'base64') };
    const options = one.version === undefined ? {} : { version: one.version };
    const { file, stream } = await o.files.open(mail.tenant_id, one.path, options);
    if (file.size > MAX_FILE_BYTES) {
      stream.destroy();
      throw Object.assign(new Error(`${one.filename} is too large for a mail`), { responseCode: 552 });
    }
    return { filename: one.filename, contentType: file.contentType, content: stream };
  };
  return Promise.all(mail.attachments.map(read));
}
