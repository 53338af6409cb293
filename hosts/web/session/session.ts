import type { Locale } from '@griot/ui';

/** The person signed in, as the server tells. */
export interface SessionUser {
  id: string;
  name: string;
  login: string;
  tenant: { id: string; slug: string; name: string; currency: string; timeZone: string };
  roles: string[];
  permissions: string[];
  applications: string[];
  locale: Locale;
}

/** Kept in memory alone: a reload asks the refresh cookie again. */
export interface Session {
  accessToken: string;
  /** ISO 8601. */
  expiresAt: string;
  user: SessionUser;
}

export type SessionState =
  /** Asking the refresh cookie. */
  | { status: 'starting' }
  | { status: 'signed_out'; reason: 'none' | 'logout' | 'expired' | 'unreachable' }
  | { status: 'signed_in'; session: Session };
