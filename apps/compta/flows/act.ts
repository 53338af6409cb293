import type { TaskContext } from '@griot/flows';
import { z } from 'zod';

/** What is done to a period: its files loaded, a batch that was replaced or deleted shown again, or its figures taken away. */
export const ACTS = ['load', 'restore', 'delete'] as const;
export type Act = (typeof ACTS)[number];

export const actParameters = z.object({
  batchId: z.uuid(),
  clientId: z.uuid(),
  period: z.string(),
  act: z.enum(ACTS).default('load'),
  /** The batch whose place this one takes. */
  replaces: z.uuid().nullable().default(null),
  /** What the batch was before: to be that again when the act does not come to its end. */
  replacedBy: z.uuid().nullable().default(null),
  wasDeleted: z.boolean().default(false),
});
export type ActParameters = z.output<typeof actParameters>;
export type ActContext = TaskContext<ActParameters>;

/** One act at a time on a client's period. */
export const actKey = ({ clientId, period }: { clientId: string; period: string }): string => `${clientId} ${period}`;
