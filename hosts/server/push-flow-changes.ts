import type { Logger } from '@griot/kernel';
import type { Composition } from './compose.ts';

const ENDED = new Set(['succeeded', 'failed', 'cancelled']);

/** Tells pages what happens to runs, whichever process makes it happen; counts the ends. */
export function pushFlowChanges({ services, figures }: Composition, log: Logger): Promise<() => Promise<void>> {
  const failed = (error: unknown) => log.warn({ error: String(error) }, 'A change of a run was not pushed');
  const ended = figures.counter(
    'griot_flow_runs_ended_total',
    'Runs by how they ended, of all processes, heard of since this server started.',
    ['flow', 'state'],
  );
  return services.flows.onChange(({ tenantId, runId, flow, kind, state, task, seq }) => {
    if (kind === 'flow') {
      services.live.publish(tenantId, 'flows.runs', { runId: null, flow }).catch(failed);
      return;
    }
    const detail = { kind: kind === 'run' ? 'state' : kind, task, seq };
    services.live.publish(tenantId, `flows.run.${runId}`, detail).catch(failed);
    if (kind !== 'run') return;
    if (state !== undefined && ENDED.has(state)) ended({ flow, state });
    // A publication was made in another process: readers hear of the run's end when they are given its figures.
    services.metrics
      .published(tenantId)
      .then(() => services.live.publish(tenantId, 'flows.runs', { runId, flow, state }))
      .catch(failed);
  });
}
