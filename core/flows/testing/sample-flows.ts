import { z } from 'zod';
import { defineFlow, type FlowDefinition } from '../index.ts';
import { effect, label, pause, stepMs } from './sample-work.ts';
import { startedFlows } from './started-flows.ts';

/** a -> (b, c) -> d, each with its effect. */
export const diamond = defineFlow({
  name: 'test.diamond',
  label: label('Losange'),
  parameters: stepMs,
  tasks: [
    { name: 'a', label: label('A'), backoff: 50, run: effect },
    { name: 'b', label: label('B'), backoff: 50, dependsOn: ['a'], run: effect },
    { name: 'c', label: label('C'), backoff: 50, dependsOn: ['a'], run: effect },
    { name: 'd', label: label('D'), backoff: 50, dependsOn: ['b', 'c'], run: effect },
  ],
});

/** Says things in every way, and passes a figure on. */
const talker = defineFlow({
  name: 'test.talker',
  label: label('Bavard'),
  parameters: z.object({ figure: z.number() }),
  tasks: [
    {
      name: 'say',
      label: label('Dire'),
      run: async (ctx) => {
        ctx.log('info', 'from ctx.log', { figure: ctx.parameters.figure });
        ctx.log('info', { fr: 'dit en français', en: 'said in English' });
        console.log('from stdout');
        console.error('from stderr');
        process.stdout.write('no line end');
        ctx.progress(20, 'a name');
        ctx.progress(40, { fr: 'presque la moitié', en: 'almost half' });
        ctx.rows({ in: 10, out: 9 });
        return { figure: ctx.parameters.figure, nul: false };
      },
    },
    {
      name: 'add',
      label: label('Ajouter'),
      dependsOn: ['say'],
      run: async (ctx) => ({ sum: (ctx.outputs.say as { figure: number }).figure + 1 }),
    },
  ],
});

/** Fails as often as it is told; `fix` decides in the database, so that a re-run can go well. */
export const failing = defineFlow({
  name: 'test.failing',
  label: label('Échec'),
  parameters: z.object({ failures: z.number().int(), stepMs: z.number().default(0) }),
  concurrencyKey: () => 'only one',
  tasks: [
    { name: 'first', label: label('Premier'), run: effect },
    {
      name: 'shaky',
      label: label('Fragile'),
      dependsOn: ['first'],
      retries: 2,
      backoff: 20,
      retryable: (error) => !(error instanceof TypeError),
      run: async (ctx) => {
        if (ctx.parameters.failures < 0) throw new TypeError('hopeless');
        if (ctx.attempt <= ctx.parameters.failures) throw new Error(`attempt ${ctx.attempt} failed`);
        return effect(ctx);
      },
    },
    { name: 'last', label: label('Dernier'), dependsOn: ['shaky'], run: effect },
    { name: 'beside', label: label('À côté'), dependsOn: ['first'], run: effect },
  ],
});

/** Never gives the processor back, or waits without listening to its signal. */
const stubborn = defineFlow({
  name: 'test.stubborn',
  label: label('Têtu'),
  parameters: z.object({ busy: z.boolean() }),
  tasks: [
    {
      name: 'stuck',
      label: label('Coincé'),
      retries: 0,
      timeoutMs: 700,
      run: async (ctx) => {
        ctx.log('info', 'before');
        console.log(`pid ${process.pid}`);
        if (ctx.parameters.busy) for (;;);
        await new Promise((resolve) => setTimeout(resolve, 60_000));
      },
    },
  ],
});

/** Spins until it is killed. */
const spinning = defineFlow({
  name: 'test.spinning',
  label: label('Tourne'),
  parameters: z.object({}),
  tasks: [
    {
      name: 'spin',
      label: label('Tourner'),
      timeoutMs: 60_000,
      run: async () => {
        console.log(`pid ${process.pid}`);
        for (;;);
      },
    },
  ],
});

/** Waits as long as it is told, and obeys. One at a time per key, by three policies. */
const waiting = (['coalesce', 'refuse', 'queue'] as const).map((whenBusy) =>
  defineFlow({
    name: `test.waiting-${whenBusy}`,
    label: label('Attente'),
    parameters: z.object({ key: z.string(), ms: z.number().default(60_000) }),
    concurrencyKey: ({ key }) => key,
    whenBusy,
    schedule: { cron: '*/10 * * * *', parameters: { key: 'scheduled', ms: 1 } },
    tasks: [{ name: 'wait', label: label('Attendre'), run: async (ctx) => pause(ctx.parameters.ms, ctx.signal) }],
  }),
);

/** Ends its own process; prints what PostgreSQL cannot hold; hands on too much. */
const rude = defineFlow({
  name: 'test.rude',
  label: label('Malpoli'),
  parameters: z.object({ how: z.enum(['exit', 'print', 'too-much', 'twice']) }),
  tasks: [
    {
      name: 'act',
      label: label('Agir'),
      retries: 0,
      run: async (ctx) => {
        const { how } = ctx.parameters;
        if (how === 'exit') process.exit(3);
        if (how === 'too-much') return 'x'.repeat(1_100_000);
        if (how === 'print') {
          console.log(`nul \u0000 half \ud800 ${'long '.repeat(4000)}`);
          ctx.log('warn', 'nul \u0000', { 'k\u0000': '\u0000', big: 10n });
          throw new Error('with \u0000 inside');
        }
        await ctx.commit(async () => undefined);
        return ctx.commit(async () => undefined);
      },
    },
  ],
});

/** Trivial tasks, one after the other or side by side. */
const trivial = (name: string, count: number, chained: boolean): FlowDefinition =>
  defineFlow({
    name,
    label: label(name),
    parameters: z.object({}),
    tasks: Array.from({ length: count }, (_, index) => ({
      name: `t${index}`,
      label: label(`T${index}`),
      dependsOn: chained && index > 0 ? [`t${index - 1}`] : [],
      run: async () => ({ index }),
    })),
  });

export const sampleFlows: FlowDefinition[] = [
  diamond,
  talker,
  failing,
  stubborn,
  spinning,
  ...waiting,
  rude,
  ...startedFlows,
  trivial('test.ten-chained', 10, true),
  trivial('test.forty-parallel', 40, false),
];
