import { z } from 'zod';

/** Where the figures of an answer come from. */
export const passport = z.object({
  generation: z.number().int(),
  builtAt: z.string(),
  /**
   * Of what the answer was read from alone. warned: a test upstream warned or failed; stale: a source upstream is older than
   * its rule allows.
   */
  state: z.enum(['sound', 'warned', 'stale']),
  tests: z.object({ passed: z.number(), warned: z.number(), failed: z.number() }),
  troubles: z.array(
    z.object({ test: z.string(), model: z.string(), status: z.enum(['warned', 'failed']), failures: z.number() }),
  ),
  sources: z.array(
    z.object({ name: z.string(), loadedAt: z.string(), rows: z.number(), late: z.boolean().optional() }),
  ),
});
