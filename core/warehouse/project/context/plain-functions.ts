/** Functions of dbt's context that need nothing but their arguments. Documented at docs.getdbt.com, "dbt Jinja functions". */
import { createHash } from 'node:crypto';
import { parse as parseYaml, stringify as stringifyYaml } from 'yaml';
import { bindArguments } from '../jinja/arguments.ts';
import type { Budget } from '../jinja/budget.ts';
import { zip } from '../jinja/globals.ts';
import { ReturnSignal } from '../jinja/interpreter.ts';
import { iterate } from '../jinja/operations.ts';
import { str } from '../jinja/text.ts';
import { toJson } from '../jinja/to-json.ts';
import { Callable, float, fromPlain, SetValue, TemplateError, toPlain, truthy, type Value } from '../jinja/values.ts';

type Function = (given: (Value | undefined)[], args: Value[]) => Value;

/** JSON in which `2.0` stays a float. */
function readJson(text: string): Value {
  const reviver = (_key: string, value: unknown, context?: { source?: string }) =>
    typeof value === 'number' && Number.isInteger(value) && /[.eE]/.test(context?.source ?? '') ? float(value) : value;
  return fromPlain(JSON.parse(text, reviver));
}

export function plainFunctions(budget: Budget): Map<string, Value> {
  const result = new Map<string, Value>();
  const define = (name: string, parameters: string, run: Function) => {
    const names = parameters.split(' ').filter(Boolean);
    result.set(name, new Callable(name, (args, kwargs) => run(bindArguments(name, names, args, kwargs), args)));
  };
  const attempt = (work: () => Value, fallback: Value | undefined): Value => {
    try {
      return work();
    } catch {
      return fallback ?? null;
    }
  };
  define('return', 'data?', ([value]) => {
    throw new ReturnSignal(value ?? null);
  });
  define('tojson', 'value default? sort_keys?', ([value, fallback, sort]) =>
    attempt(() => toJson(value ?? null, truthy(sort ?? false)), fallback),
  );
  define('fromjson', 'string default?', ([text, fallback]) => attempt(() => readJson(str(text ?? '')), fallback));
  define('toyaml', 'value default? sort_keys?', ([value, fallback]) =>
    attempt(() => stringifyYaml(toPlain(value ?? null), { version: '1.1', lineWidth: 0 }), fallback),
  );
  define('fromyaml', 'value default?', ([text, fallback]) =>
    attempt(() => fromPlain(parseYaml(str(text ?? ''), { version: '1.1', maxAliasCount: 50 })), fallback),
  );
  define('local_md5', 'value', ([text]) =>
    createHash('md5')
      .update(str(text ?? ''))
      .digest('hex'),
  );
  define('set_strict', 'value', ([items]) => new SetValue(iterate(items ?? null, budget)));
  result.set('zip_strict', new Callable('zip_strict', (args) => zip(args, budget)));
  define('diff_of_two_dicts', 'dict_a dict_b', ([a, b]) => {
    if (!(a instanceof Map) || !(b instanceof Map)) throw new TemplateError('diff_of_two_dicts needs two dicts');
    const difference = new Map<Value, Value>();
    for (const [key, values] of a) {
      const others = b.get(key);
      const rest = Array.isArray(values)
        ? values.filter((value) => !Array.isArray(others) || !others.includes(value))
        : [];
      if (rest.length > 0) difference.set(key, rest);
    }
    return difference;
  });
  return result;
}
