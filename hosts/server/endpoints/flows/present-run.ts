import type { FlowDescription, RunReference, RunSummary, RunView, TaskView } from '@griot/flows';
import type { Locale } from '@griot/identity';
import type { z } from 'zod';
import type { FlowServices } from './flow-acts.ts';
import type { runDetails, runItem } from './shapes.ts';

export type Labels = ReadonlyMap<string, FlowDescription>;

/** Names of the people who did something, each looked up once. */
export async function namesOf(
  services: FlowServices,
  acts: readonly { kind: string; id: string | null }[],
): Promise<Map<string, string>> {
  const ids = new Set(acts.flatMap(({ kind, id }) => ((kind === 'user' || kind === 'api') && id !== null ? [id] : [])));
  const names = new Map<string, string>();
  for (const id of ids) {
    const user = await services.identity.findUser({ id });
    if (user) names.set(id, user.name);
  }
  return names;
}

/** A flow that is no longer installed is called by its name. */
export function labelOf(flows: Labels, name: string): { fr: string; en: string } {
  return flows.get(name)?.label ?? { fr: name, en: name };
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
    version: run.flowVersion,
    label: labelOf(flows, run.flow),
    state: run.state,
    waiting: run.waiting,
    cancelling: run.cancelling,
    pausedAt: run.pausedAt,
    scheduledFor: run.scheduledFor,
    backfillId: run.backfillId,
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
  locale: Locale,
): z.input<typeof runDetails> {
  const running = run.taskList.find((task) => task.state === 'running');
  const head = presentRun(run, flows, names);
  const reference = ({ id, flow, state, createdAt }: RunReference) => ({
    ...{ id, flow, state, at: createdAt },
    label: labelOf(flows, flow),
  });
  return {
    ...head,
    progress: head.progress && { ...head.progress, text: running?.attempts.at(-1)?.progressText?.[locale] ?? '' },
    parameters: run.parameters,
    concurrencyKey: run.concurrencyKey,
    heldBy: run.heldBy,
    rerunOf: run.rerunOf,
    before: run.before.map(reference),
    after: run.after.map(reference),
    reruns: run.reruns.map(reference),
    tasks: run.taskList.map((task) => presentTask(task, locale)),
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

function presentTask(task: TaskView, locale: Locale): z.input<typeof runDetails>['tasks'][number] {
  const last = task.attempts.at(-1);
  return {
    name: task.name,
    label: task.label,
    dependsOn: task.dependsOn,
    state: TASK_STATES[task.state],
    attempt: last?.attempt ?? 0,
    maxAttempts: Math.max(task.retries + 1, last?.attempt ?? 0),
    timeoutMs: task.timeoutMs,
    needs: task.needs,
    retryAt: task.retryAt,
    startedAt: last?.startedAt ?? null,
    endedAt: last?.finishedAt ?? null,
    progress: last ? { percent: last.progress, text: last.progressText?.[locale] ?? '' } : null,
    rowsIn: last?.rowsIn ?? null,
    rowsOut: last?.rowsOut ?? null,
    error: task.error ? { code: task.error.code ?? 'flows.task_failed', message: task.error.message } : null,
    attempts: task.attempts.map((attempt) => ({
      attempt: attempt.attempt,
      state: attempt.state,
      startedAt: attempt.startedAt,
      endedAt: attempt.finishedAt,
      rowsIn: attempt.rowsIn,
      rowsOut: attempt.rowsOut,
      error: attempt.error?.message ?? null,
    })),
  };
}

export function labelsOf({ flows }: FlowServices): Map<string, FlowDescription> {
  return new Map(flows.catalogue().map((flow) => [flow.name, flow]));
}

type Item = z.input<typeof runItem>;
type Details = z.input<typeof runDetails>;

const wordless = <P extends Item['progress']>(progress: P) => progress && { ...progress, text: '' };
const unsaid = <E extends { message: string } | null>(error: E) => error && { ...error, message: '' };

/**
 * A run as somebody may read it who sees a part of the tenant: its work, not what it worked on. Counts of rows, parameters and whatever
 * a task says in words are of the whole tenant, and nothing in them tells whose they are.
 */
export function runForPart<R extends Item>(run: R): R {
  return { ...run, progress: wordless(run.progress), error: unsaid(run.error) };
}

export function detailsForPart(run: Details): Details {
  const uncounted = { rowsIn: null, rowsOut: null };
  return {
    ...runForPart(run),
    ...{ parameters: {}, concurrencyKey: null },
    tasks: run.tasks.map((task) => ({
      ...{ ...task, ...uncounted, progress: wordless(task.progress), error: unsaid(task.error) },
      attempts: task.attempts.map((attempt) => ({
        ...attempt,
        ...uncounted,
        error: attempt.error === null ? null : '',
      })),
    })),
  };
}
