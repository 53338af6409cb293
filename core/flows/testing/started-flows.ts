import { z } from 'zod';
import { defineFlow, type FlowDefinition } from '../index.ts';
import { effect, label, stepMs } from './sample-work.ts';

/** Starts after the talker, with the figure that it put out; also when that failed. */
const follower = defineFlow({
  name: 'test.follower',
  label: label('Suite'),
  parameters: z.object({ figure: z.number().min(0), from: z.string() }),
  after: [
    {
      flow: 'test.talker',
      parameters: ({ outputs, runId }) => ({ figure: (outputs.add as { sum: number }).sum, from: runId }),
    },
    {
      flow: 'test.failing',
      states: ['failed', 'succeeded'],
      parameters: ({ state, runId }) => ({ figure: state === 'failed' ? 0 : 1, from: runId }),
    },
  ],
  tasks: [{ name: 'note', label: label('Noter'), run: async (ctx) => ctx.parameters }],
});

/** Starts at events of one type; of an amount of 13 it cannot make parameters. */
const eventful = defineFlow({
  name: 'test.eventful',
  label: label('Événement'),
  parameters: z.object({ amount: z.number().max(1000) }),
  triggers: [
    {
      event: 'sale.recorded',
      when: (event) => (event.data as { amount: number }).amount > 0,
      parameters: (event) => ({ amount: (event.data as { amount: number }).amount }),
    },
  ],
  tasks: [{ name: 'count', label: label('Compter'), run: async () => null }],
});

/** A run for each day, one at a time for each; fails on the days that it is told, until its parameters say otherwise. */
const daily = defineFlow({
  name: 'test.daily',
  label: label('Quotidien'),
  parameters: stepMs.extend({ day: z.iso.date(), bad: z.array(z.iso.date()).default([]) }),
  backfill: { day: 'day', maxParallel: 3 },
  concurrencyKey: ({ day }) => day,
  tasks: [
    {
      name: 'compute',
      label: label('Calculer'),
      retries: 0,
      run: async (ctx) => {
        if (ctx.parameters.bad.includes(ctx.parameters.day)) throw new Error(`nothing for ${ctx.parameters.day}`);
        return effect(ctx);
      },
    },
  ],
});

/** Runs only where there is much memory. */
const heavy = defineFlow({
  name: 'test.heavy',
  label: label('Lourd'),
  parameters: stepMs,
  needs: ['memory'],
  tasks: [
    { name: 'light', label: label('Léger'), run: effect },
    { name: 'deep', label: label('Profond'), needs: ['gpu'], dependsOn: ['light'], run: effect },
  ],
});

/** Flows that something else than a person starts, and those that not every worker takes. */
export const startedFlows: FlowDefinition[] = [follower, eventful, daily, heavy];
