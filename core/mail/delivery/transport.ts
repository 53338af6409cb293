import { createTransport, type Transporter } from 'nodemailer';

export interface Transport {
  from: string;
  mailer: Transporter;
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
  const from = url.searchParams.get('from') ?? (user.includes('@') ? user : `griot@${url.hostname}`);
  return { from, mailer };
}
