import type { z } from 'zod';
import type * as actions from '../http/action-contract.ts';
import type * as contract from '../http/contract.ts';

// What the endpoints answer, taken from their schemas: nothing here is written twice.
export type Overview = z.output<typeof contract.snapshot>;
export type Window = Overview['window'];
export type Kpi = z.output<typeof contract.kpi>;
export type Ranked = z.output<typeof contract.ranked>;
export type Transaction = z.output<typeof contract.transaction>;
export type Restatement = z.output<typeof contract.restatement>;
export type Health = z.output<typeof contract.health>;
export type DeadLetter = z.output<typeof contract.deadLetter>;
export type Agent = z.output<typeof contract.agent>;
export type AgentCell = z.output<typeof contract.agentCell>;
export type Rebalancing = z.output<typeof contract.rebalancing>;
export type Alert = z.output<typeof contract.alert>;
export type FloatRow = z.output<typeof contract.floatRow>;
export type DuePayout = z.output<typeof contract.duePayout>;
export type DueTotal = z.output<typeof contract.dueTotal>;
export type Difference = z.output<typeof contract.difference>;
export type Widget = z.output<typeof contract.widget>;
export type Action = z.output<typeof actions.action>;
export type ActionType = Action['type'];
export type ActionState = Action['state'];
export type Risk = Action['risk'];
export type Persons = z.output<typeof actions.persons>;
export type TimelineEntry = z.output<typeof actions.timelineEntry>;

export const WINDOWS = ['today', '24h', '7d', '30d', 'month'] as const satisfies readonly Window[];
