/** `value.name` and `value[key]` of a template: attribute first or item first, then the other, as Jinja does. */
import type { Budget } from './budget.ts';
import { dictMethods, listMethods, setMethods, tupleMethods } from './methods-collection.ts';
import { textMethods } from './methods-text.ts';
import { itemOf, undefinedError } from './operations.ts';
import { Callable, HostObject, type Kwargs, SetValue, Tuple, typeName, Undefined, type Value } from './values.ts';

type Bound = (args: Value[], kwargs: Kwargs) => Value;

/** A method of a built-in type, bound to its value; undefined when it has none of that name. */
export function boundMethod(value: Value, name: string, budget: Budget): Bound | undefined {
  if (typeof value === 'string') {
    const method = textMethods.get(name);
    if (!method) return undefined;
    budget.text(value.length);
    return (args, kwargs) => method(value, args, kwargs, budget);
  }
  if (Array.isArray(value)) {
    const method = listMethods.get(name);
    return method && ((args, kwargs) => method(value, args, kwargs, budget));
  }
  if (value instanceof Map) {
    const method = dictMethods.get(name);
    if (name === 'items' || name === 'values' || name === 'copy') budget.items(value.size);
    return method && ((args, kwargs) => method(value, args, kwargs, budget));
  }
  if (value instanceof Tuple) {
    const method = tupleMethods.get(name);
    return method && ((args, kwargs) => method(value, args, kwargs, budget));
  }
  if (value instanceof SetValue) {
    const method = setMethods.get(name);
    return method && ((args, kwargs) => method(value, args, kwargs, budget));
  }
  return undefined;
}

function missing(value: Value, what: string): Undefined {
  return new Undefined(what, `a value of type ${typeName(value)} has no attribute '${what}'`);
}

export function attribute(value: Value, name: string, budget: Budget): Value {
  if (value instanceof Undefined) throw undefinedError(value);
  if (value instanceof HostObject) return value.attr(name) ?? value.item(name) ?? missing(value, name);
  const method = boundMethod(value, name, budget);
  if (method) return new Callable(name, method);
  return itemOf(value, name) ?? missing(value, name);
}

export function subscript(value: Value, key: Value, budget: Budget): Value {
  if (value instanceof Undefined) throw undefinedError(value);
  const item = itemOf(value, key);
  if (item !== undefined) return item;
  if (typeof key === 'string') {
    const method = boundMethod(value, key, budget);
    if (method) return new Callable(key, method);
  }
  return missing(value, String(key));
}
