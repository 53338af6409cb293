import { defineFlow, type FlowDefinition } from '@griot/flows';
import { z } from 'zod';

function fibo(n: number): number {
  return n <= 1 ? n : fibo(n - 1) + fibo(n - 2);
}

const flow = (name: string, count: number, chained: boolean, n: number): FlowDefinition =>
  defineFlow({
    name,
    label: { fr: name, en: name },
    parameters: z.object({}),
    tasks: Array.from({ length: count }, (_, index) => ({
      name: `t${index}`,
      label: { fr: `t${index}`, en: `t${index}` },
      dependsOn: chained && index > 0 ? [`t${index - 1}`] : [],
      run: async () => ({ value: fibo(n) }),
    })),
  });

/** The two shapes of Windmill's published comparison, and the first one without the work. */
export const speedFlows = [
  flow('bench.ten-trivial', 10, true, 1),
  flow('bench.ten-fibo33', 10, true, 33),
  flow('bench.forty-chained', 40, true, 10),
  flow('bench.forty-parallel', 40, false, 10),
];
