import type { Logger, TracingSettings } from '@griot/kernel';
import { tracing } from './switch.ts';

export interface Tracing {
  /** Sends what has ended; waits for it `withinMs` at most. Never rejects. */
  flush(withinMs: number): Promise<void>;
  stop(): Promise<void>;
}

const NONE: Tracing = { flush: async () => {}, stop: async () => {} };

/** Once a process, before anything is traced. Off, it loads nothing. `name` tells the processes of an installation apart. */
export async function startTracing(settings: TracingSettings, name: string, log: Logger): Promise<Tracing> {
  if (!settings.on || tracing.on) return NONE;
  const { openTracer } = await import('./open-tracer.ts');
  const provider = await openTracer(settings, name, log);
  tracing.on = true;
  return {
    flush: (timeoutMillis) => provider.forceFlush({ timeoutMillis }).catch(() => {}),
    async stop() {
      tracing.on = false;
      await provider.shutdown().catch(() => {});
    },
  };
}
