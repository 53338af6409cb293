import { sql } from 'drizzle-orm/sql';
import { z } from 'zod';
import type { TaskContext } from '../index.ts';

export const label = (text: string): { fr: string; en: string } => ({ fr: text, en: text });

/** Waits, but not longer than the attempt may live. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}

/** Works a while, then leaves one row in `test_effects`, together with the task's end. */
export async function effect(ctx: TaskContext<{ stepMs: number }>): Promise<unknown> {
  await pause(ctx.parameters.stepMs, ctx.signal);
  return ctx.commit(async (tx) => {
    await tx.execute(sql`
      INSERT INTO test_effects (tenant_id, run_id, task, attempt) VALUES (${ctx.tenantId}, ${ctx.runId}, ${ctx.task}, ${ctx.attempt})`);
    return { done: ctx.task, after: Object.keys(ctx.outputs).sort() };
  });
}

export const stepMs = z.object({ stepMs: z.number().int().default(20) });
