import { ApiError } from '@griot/ui';
import { callServer } from '../api/call-server.ts';
import { exclusively } from './exclusive.ts';
import type { Session, SessionState } from './session.ts';

/** Refresh this long before the token ends. */
const MARGIN_MS = 60_000;
const CHANNEL = 'griot.session';

type TabMessage = { kind: 'renewed'; session: Session } | { kind: 'logout' };

export interface Credentials {
  login: string;
  password: string;
  tenant?: string;
  totp?: string;
}

export interface SessionKeeper {
  state(): SessionState;
  subscribe(onChange: () => void): () => void;
  /** Asks the refresh cookie once, at start. */
  start(): Promise<void>;
  login(credentials: Credentials): Promise<void>;
  logout(): Promise<void>;
  /** A token that still holds; throws ApiError 401 when the session has ended. */
  token(): Promise<string>;
  /** After the server refused `refused`: another token, or ApiError 401. */
  renew(refused: string): Promise<string>;
}

/**
 * Keeps the session of this tab, in memory. The refresh token lives in an HttpOnly cookie that turns at each use, so
 * tabs take turns (one refresh at a time in the whole browser) and tell each other what they got.
 */
export function createSessionKeeper(): SessionKeeper {
  let state: SessionState = { status: 'starting' };
  let renewing: Promise<string> | null = null;
  const listeners = new Set<() => void>();
  const channel = new BroadcastChannel(CHANNEL);

  const become = (next: SessionState) => {
    state = next;
    for (const listener of listeners) listener();
  };
  const current = (): Session | null => (state.status === 'signed_in' ? state.session : null);
  const tell = (message: TabMessage) => channel.postMessage(message);

  channel.onmessage = (event: MessageEvent<TabMessage>) => {
    const message = event.data;
    if (message.kind === 'logout') {
      become({ status: 'signed_out', reason: 'logout' });
    } else {
      const mine = current();
      // Another person logged in elsewhere: this tab starts anew rather than mix two people's data.
      if (
        mine &&
        (mine.user.id !== message.session.user.id || mine.user.tenant.id !== message.session.user.tenant.id)
      ) {
        location.reload();
        return;
      }
      become({ status: 'signed_in', session: message.session });
    }
  };

  const refresh = (refused: string | null): Promise<string> => {
    renewing ??= exclusively('refresh', async () => {
      const now = current();
      // While this tab waited its turn, another may have renewed for all.
      if (refused !== null && now && now.accessToken !== refused) return now.accessToken;
      const session = await callServer<Session>('POST', '/api/auth/refresh', { body: {} });
      become({ status: 'signed_in', session });
      tell({ kind: 'renewed', session });
      return session.accessToken;
    })
      .catch((error: unknown) => {
        const ended = error instanceof ApiError && (error.status === 401 || error.status === 403);
        if (ended && state.status === 'signed_in') become({ status: 'signed_out', reason: 'expired' });
        throw error;
      })
      .finally(() => {
        renewing = null;
      });
    return renewing;
  };

  return {
    state: () => state,
    subscribe(onChange) {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
    async start() {
      try {
        await refresh(null);
      } catch (error) {
        if (state.status !== 'starting') return;
        const unreachable = error instanceof ApiError && (error.status === 0 || error.status >= 500);
        become({ status: 'signed_out', reason: unreachable ? 'unreachable' : 'none' });
      }
    },
    async login(credentials) {
      const session = await callServer<Session>('POST', '/api/auth/login', { body: credentials });
      become({ status: 'signed_in', session });
      tell({ kind: 'renewed', session });
    },
    async logout() {
      const token = current()?.accessToken;
      try {
        await callServer('POST', '/api/auth/logout', { body: {}, token });
      } finally {
        tell({ kind: 'logout' });
        become({ status: 'signed_out', reason: 'logout' });
      }
    },
    async token() {
      const session = current();
      if (!session) throw new ApiError({ status: 401, code: 'auth.missing', message: '' });
      if (Date.parse(session.expiresAt) - Date.now() > MARGIN_MS) return session.accessToken;
      return refresh(session.accessToken);
    },
    renew: (refused) => refresh(refused),
  };
}
