import { ApiError, type LiveSource } from '@griot/ui';
import { refusalOf } from '../api/call-server.ts';
import type { SessionKeeper } from '../session/session-keeper.ts';
import { backOff, createEventParser } from './read-events.ts';

type Handler = (data: unknown) => void;

export interface LiveConnection extends LiveSource {
  stop(): void;
}

/**
 * One stream of server-sent events for all topics that the tab follows, read with fetch so that the token travels in a
 * header. It opens again by itself, with growing waits, from the last event it saw; when the server says that events
 * may be missing, or answers again after it was away, `onGap` is called (read everything again).
 */
export function createLiveConnection(keeper: SessionKeeper, onGap: () => void): LiveConnection {
  const handlers = new Map<string, Set<Handler>>();
  let stopped = false;
  let stream: AbortController | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let lastEventId: string | null = null;
  let failures = 0;
  let opened = '';
  let away: string | null = null;
  const awayHandlers = new Set<() => void>();
  const setAway = (since: string | null) => {
    if (away === since) return;
    away = since;
    for (const handler of [...awayHandlers]) handler();
  };

  const topics = () => [...handlers.keys()].sort().join(',');
  const schedule = (ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => void open(), ms);
  };
  const deliver = (event: string, id: string | null, text: string) => {
    if (id !== null) lastEventId = id;
    if (event === 'reset') onGap();
    const subscribed = handlers.get(event);
    if (!subscribed) return;
    const message = JSON.parse(text) as { data?: unknown };
    for (const handler of [...subscribed]) handler(message.data ?? null);
  };

  const open = async () => {
    stream?.abort();
    opened = topics();
    if (stopped || opened === '') return;
    const mine = new AbortController();
    stream = mine;
    try {
      const token = await keeper.token();
      const response = await fetch(`/api/live?topics=${encodeURIComponent(opened)}`, {
        headers: { authorization: `Bearer ${token}`, ...(lastEventId ? { 'last-event-id': lastEventId } : {}) },
        signal: mine.signal,
        cache: 'no-store',
      });
      if (!response.ok || !response.body) {
        if (response.status === 401) await keeper.renew(token);
        throw refusalOf(response, null);
      }
      failures = 0;
      if (away !== null) {
        setAway(null);
        onGap();
      }
      const parse = createEventParser(({ event, id, data }) => deliver(event, id, data));
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        parse(value);
      }
    } catch (error) {
      if (mine.signal.aborted) return;
      failures += 1;
      // One break is a restart or a new token; the second is a server that is away.
      if (failures > 1 && away === null && !isRefusal(error)) setAway(new Date().toISOString());
      // Refused for good (no right to a topic): ask again seldom.
      if (error instanceof ApiError && error.status === 403) failures = Math.max(failures, 6);
      if (error instanceof ApiError && error.status === 401 && keeper.state().status !== 'signed_in') return;
    }
    if (!stopped && stream === mine) schedule(backOff(failures, Math.random()));
  };
  const onOnline = () => schedule(0);
  addEventListener('online', onOnline);

  return {
    subscribe(topic, handler) {
      const set = handlers.get(topic) ?? new Set();
      set.add(handler);
      handlers.set(topic, set);
      if (topics() !== opened) schedule(50);
      return () => {
        set.delete(handler);
        if (set.size === 0 && handlers.get(topic) === set) handlers.delete(topic);
        if (topics() !== opened) schedule(500);
      };
    },
    awaySince: () => away,
    onAway(handler) {
      awayHandlers.add(handler);
      return () => awayHandlers.delete(handler);
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
      removeEventListener('online', onOnline);
      stream?.abort();
    },
  };
}

/** The server is there, and says no. */
const isRefusal = (error: unknown): boolean => error instanceof ApiError && error.status >= 400 && error.status < 500;
