import { createContext, type ReactNode, useContext, useEffect, useRef } from 'react';

export interface LiveSource {
  /** Calls `handler` with the data of each message of the topic; returns how to stop. */
  subscribe(topic: string, handler: (data: unknown) => void): () => void;
}

const Context = createContext<LiveSource | null>(null);

export function LiveProvider({ source, children }: { source: LiveSource; children: ReactNode }) {
  return <Context value={source}>{children}</Context>;
}

/** Messages of one topic while the component is shown; null listens to nothing. */
export function useLive(topic: string | null, handler: (data: unknown) => void): void {
  const source = useContext(Context);
  const latest = useRef(handler);
  useEffect(() => {
    latest.current = handler;
  });
  useEffect(() => {
    if (!source || topic === null) return;
    return source.subscribe(topic, (data) => latest.current(data));
  }, [source, topic]);
}
