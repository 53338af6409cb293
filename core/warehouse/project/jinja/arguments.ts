/** Arguments of a call to something the host supplies, matched to parameter names as Python does. */
import { type Kwargs, TemplateError, type Value } from './values.ts';

/**
 * Values by parameter, in the order of `parameters`; a name that ends in `?` may be missing (undefined then).
 * Throws TemplateError for a missing, an unknown, a doubled or a surplus argument.
 */
export function bindArguments(callee: string, parameters: readonly string[], args: readonly Value[], kwargs: Kwargs) {
  if (args.length > parameters.length) {
    throw new TemplateError(`${callee}() takes at most ${parameters.length} arguments, ${args.length} given`);
  }
  const names = parameters.map((name) => (name.endsWith('?') ? name.slice(0, -1) : name));
  for (const name of kwargs.keys()) {
    const index = names.indexOf(name);
    if (index === -1) throw new TemplateError(`${callee}() has no argument named '${name}'`);
    if (index < args.length) throw new TemplateError(`${callee}() got two values for '${name}'`);
  }
  return names.map((name, index) => {
    const value = index < args.length ? args[index] : kwargs.get(name);
    if (value === undefined && !parameters[index]?.endsWith('?')) {
      throw new TemplateError(`${callee}() needs the argument '${name}'`);
    }
    return value;
  });
}
