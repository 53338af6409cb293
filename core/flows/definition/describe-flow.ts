import { z } from 'zod';
import { flowVersion } from './define-flow.ts';
import type { BackfillRule, FlowDefinition, FlowSchedule, Label } from './flow-types.ts';
import { type TaskSettings, taskSettings } from './task-settings.ts';

/** A flow as pages and programs see it: enough to draw its graph and its form. */
export interface FlowDescription {
  name: string;
  label: Label;
  description: Label | null;
  version: string;
  /** JSON Schema 2020-12 of what a trigger may hand in. */
  parameters: Record<string, unknown>;
  schedule: FlowSchedule | null;
  /** Flows it starts after, and types of events that start it. */
  after: { flow: string; states: string[] }[];
  events: string[];
  backfill: Required<BackfillRule> | null;
  whenBusy: 'coalesce' | 'refuse' | 'queue' | null;
  tasks: ({ name: string; label: Label; dependsOn: string[] } & TaskSettings)[];
}

export function describeFlow(flow: FlowDefinition): FlowDescription {
  return {
    name: flow.name,
    label: flow.label,
    description: flow.description ?? null,
    version: flowVersion(flow),
    parameters: { ...z.toJSONSchema(flow.parameters, { io: 'input', unrepresentable: 'any' }) },
    schedule: flow.schedule ?? null,
    after: (flow.after ?? []).map((one) => ({ flow: one.flow, states: one.states ?? ['succeeded'] })),
    events: (flow.triggers ?? []).map((trigger) => trigger.event),
    backfill: flow.backfill ? { maxParallel: 4, ...flow.backfill } : null,
    whenBusy: flow.concurrencyKey ? (flow.whenBusy ?? 'coalesce') : null,
    tasks: flow.tasks.map((task) => ({
      name: task.name,
      label: task.label,
      dependsOn: task.dependsOn ?? [],
      ...taskSettings(task, flow.needs),
    })),
  };
}
