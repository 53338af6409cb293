import { Transform } from 'node:stream';
import { createTransport, type Transporter } from 'nodemailer';

export interface Transport {
  from: string;
  mailer: Transporter;
}

/** A member of a mail beside nodemailer's own: awaited before the last byte goes, and what it throws stops that byte. */
export interface BeforeLastByte {
  beforeLastByte(): Promise<void>;
}

/**
 * `smtp[s]://user:password@host:port?from=alertes%40exemple.ci`. Plain connections ask for STARTTLS and refuse to go on
 * without it, except to this machine or with `?tls=optional`.
 */
export function smtpTransport(smtpUrl: string): Transport {
  const url = new URL(smtpUrl);
  const secure = url.protocol === 'smtps:';
  const local = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  const user = decodeURIComponent(url.username);
  const mailer = createTransport({
    pool: true,
    maxConnections: 2,
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || (secure ? 465 : 587),
    secure,
    requireTLS: !secure && !local && url.searchParams.get('tls') !== 'optional',
    ignoreTLS: !secure && local,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    // A mail's content never makes this process read files or fetch addresses.
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(user ? { auth: { user, pass: decodeURIComponent(url.password) } } : {}),
  });
  mailer.use('stream', ({ data, message }, done) => {
    const { beforeLastByte } = data as Partial<BeforeLastByte>;
    if (beforeLastByte) message.transform(gate(beforeLastByte));
    done();
  });
  const from = url.searchParams.get('from') ?? (user.includes('@') ? user : `griot@${url.hostname}`);
  return { from, mailer };
}

/** Lets a message through; its end, and with it the line that makes the server take it (RFC 5321 §4.1.1.4), waits. */
function gate(beforeLastByte: () => Promise<void>): Transform {
  return new Transform({
    transform: (chunk, _encoding, next) => next(null, chunk),
    flush: (end) => {
      beforeLastByte().then(() => end(), end);
    },
  });
}
