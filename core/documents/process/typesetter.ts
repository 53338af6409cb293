/** The program of the typesetter's process: one job after the other, until its parent goes or ends it. */
import process from 'node:process';
import { errorMessage, isDomainError } from '@griot/kernel';
import { compilePdf, compileSvg } from './compile.ts';
import type { TypesetAnswer, TypesetJob } from './protocol.ts';

process.on('message', ({ kind, model }: TypesetJob) => {
  const answer = (): TypesetAnswer => {
    try {
      return { ok: true, result: kind === 'pdf' ? compilePdf(model) : compileSvg(model) };
    } catch (error) {
      return { ok: false, faults: isDomainError(error) ? error.details.faults : [errorMessage(error)] };
    }
  };
  process.send?.(answer());
});
process.once('disconnect', () => process.exit(0));
// Ctrl C reaches the whole group: the parent decides when this one ends.
process.on('SIGINT', () => {});
