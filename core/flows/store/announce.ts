import { notify, type Store, type Tx } from '@griot/store';
import type { RunState, TaskState } from '../domain/settle-run.ts';

/** The PostgreSQL channel on which every change of a run is told, on commit. */
export const FLOW_CHANGES_CHANNEL = 'griot_flows';

export interface FlowChange {
  tenantId: string;
  runId: string;
  flow: string;
  /**
   * `run`: its state; `task`: a task's state; `progress`; `log`: new lines; `cancel`: a cancellation was asked for;
   * `flow`: not of a run (`runId` is empty): the flow was paused or resumed, a schedule or a backfill of it changed.
   */
  kind: 'run' | 'task' | 'progress' | 'log' | 'cancel' | 'flow';
  /** The run's sequence after the change: `logs(tenantId, runId, seq)` gives what is newer. */
  seq: number;
  state?: RunState | TaskState;
  task?: string;
}

/** A change that is not of one run. */
export const announceFlow = (tx: Tx, o: { tenantId: string; flow: string }): Promise<void> =>
  announce(tx, { tenantId: o.tenantId, runId: '', flow: o.flow, kind: 'flow', seq: 0 });

export async function announce(tx: Tx, change: FlowChange): Promise<void> {
  await notify(tx, FLOW_CHANGES_CHANNEL, JSON.stringify(change));
}

/** Calls `handler` for every change committed by any process. Small payloads; read the rest by the queries. */
export async function onFlowChange(store: Store, handler: (change: FlowChange) => void): Promise<() => Promise<void>> {
  return store.listen(FLOW_CHANGES_CHANNEL, (payload) => handler(JSON.parse(payload) as FlowChange));
}
