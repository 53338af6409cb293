/** Renders one text with plain values: the engine alone, without dbt's context. */
import { Budget } from './budget.ts';
import { Scope } from './evaluator.ts';
import { standardGlobals } from './globals.ts';
import { Interpreter, ReturnSignal } from './interpreter.ts';
import { parseTemplate } from './parse-template.ts';
import { Callable, fromPlain, type Value } from './values.ts';

export function renderText(source: string, values: Record<string, unknown> = {}, fuel?: number): string {
  const budget = new Budget(fuel);
  const globals = standardGlobals(budget);
  globals.set(
    'return',
    new Callable('return', ([value]) => {
      throw new ReturnSignal(value ?? null);
    }),
  );
  const interpreter = new Interpreter({ budget, globals: (name) => globals.get(name) });
  const given = new Map<string, Value>(Object.entries(values).map(([name, value]) => [name, fromPlain(value)]));
  return interpreter.render(parseTemplate(source, 'template.sql'), new Scope(null, given));
}
