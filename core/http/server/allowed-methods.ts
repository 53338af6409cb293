import type { Endpoint } from '../endpoint/endpoint.ts';

/** Tells "no such address" from "not this way": the methods under which a path has an endpoint. */
export function createMethodFinder(
  endpoints: readonly Pick<Endpoint, 'method' | 'path'>[],
): (path: string) => string[] {
  const patterns = endpoints.map(({ method, path }) => ({
    method,
    pattern: new RegExp(`^${path.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/:[A-Za-z0-9_]+/g, '[^/]+')}/?$`),
  }));
  return (path) => {
    const methods = patterns.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method);
    return [...new Set(methods.includes('GET') ? [...methods, 'HEAD'] : methods)].sort();
  };
}
