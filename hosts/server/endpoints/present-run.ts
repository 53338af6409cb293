import type { Services } from '@griot/application';
import type { FlowDescription, RunSummary, RunView, TaskView } from '@griot/flows';
import type { z } from 'zod';
import type { runDetails, runItem } from './flow-shapes.ts';

type Labels = ReadonlyMap<string, FlowDescription>;

/** Names of the people who triggered runs, each looked up once. */
export async function namesOf(services: Services, runs: readonly RunSummary[]): Promise<Map<string, string>> {
  const ids = new Set(runs.flatMap(({ triggeredBy: { kind, id } }) => (kind === 'user' && id !== null ? [id] : [])));
  const names = new Map<string, string>();
  for (const id of ids) {
    const user = await services.identity.findUser({ id });
    if (user) names.set(id, user.name);
  }
  return names;
}

export function presentRun(
  run: RunSummary,
  flows: Labels,
  names: ReadonlyMap<string, string>,
): z.input<typeof runItem> {
  const { kind, id } = run.triggeredBy;
  return {
    id: run.id,
    flow: run.flow,
    label: flows.get(run.flow)?.label ?? { fr: run.flow, en: run.flow },
    state: run.state,
    queuedAt: run.createdAt,
    startedAt: run.startedAt,
    endedAt: run.finishedAt,
    by: { kind, id, name: id === null ? null : (names.get(id) ?? null) },
    progress: run.state === 'running' ? { percent: run.progress, text: '' } : null,
    tasksDone: run.tasks.succeeded,
    tasksTotal: run.tasks.total,
    error: run.failure ? { code: 'flows.task_failed', message: run.failure.message, task: run.failure.task } : null,
  };
}

export function presentRunDetails(
  run: RunView,
  flows: Labels,
  names: ReadonlyMap<string, string>,
): z.input<typeof runDetails> {
  const running = run.taskList.find((task) => task.state === 'running');
  const head = presentRun(run, flows, names);
  return {
    ...head,
    progress: head.progress && { ...head.progress, text: running?.attempts.at(-1)?.progressText ?? '' },
    parameters: run.parameters,
    rerunOf: run.rerunOf,
    tasks: run.taskList.map(presentTask),
  };
}

const TASK_STATES = {
  pending: 'waiting',
  ready: 'queued',
  running: 'running',
  succeeded: 'succeeded',
  failed: 'failed',
  cancelled: 'cancelled',
  skipped: 'skipped',
} as const;

function presentTask(task: TaskView): z.input<typeof runDetails>['tasks'][number] {
  const last = task.attempts.at(-1);
  return {
    name: task.name,
    label: task.label,
    dependsOn: task.dependsOn,
    state: TASK_STATES[task.state],
    attempt: last?.attempt ?? 0,
    maxAttempts: Math.max(task.retries + 1, last?.attempt ?? 0),
    timeoutMs: task.timeoutMs,
    startedAt: last?.startedAt ?? null,
    endedAt: last?.finishedAt ?? null,
    progress: last ? { percent: last.progress, text: last.progressText ?? '' } : null,
    rowsIn: last?.rowsIn ?? null,
    rowsOut: last?.rowsOut ?? null,
    error: task.error ? { code: task.error.code ?? 'flows.task_failed', message: task.error.message } : null,
  };
}
