/** Search parameters of an address: texts only, so that an address reads as people wrote it (`?zone=12` stays `12`). */
export type UrlSearch = Record<string, string>;

/** For the router: no JSON in the address. A name given twice keeps its last value. */
export function parseUrlSearch(search: string): UrlSearch {
  const out: UrlSearch = {};
  for (const [name, value] of new URLSearchParams(search)) {
    if (value !== '') out[name] = value;
  }
  return out;
}

/** `?a=1&b=x` with names in a stable order; empty when there is nothing. */
export function stringifyUrlSearch(search: Record<string, unknown>): string {
  const params = new URLSearchParams();
  for (const name of Object.keys(search).sort()) {
    const value = search[name];
    if (value !== undefined && value !== null && value !== '') params.set(name, String(value));
  }
  const text = params.toString().replaceAll('+', '%20');
  return text ? `?${text}` : '';
}

/** How each filter of a page is judged when it comes from an address: false drops it. */
export type FilterChecks<Name extends string> = Record<Name, (value: string) => boolean>;

/** The known and valid filters of an address. */
export function readFilters<Name extends string>(
  search: Record<string, unknown>,
  checks: FilterChecks<Name>,
): Partial<Record<Name, string>> {
  const out: Partial<Record<Name, string>> = {};
  for (const name of Object.keys(checks) as Name[]) {
    const value = search[name];
    if (typeof value === 'string' && value !== '' && checks[name](value)) out[name] = value;
  }
  return out;
}

/** The address after a change; a null or empty value removes its filter. Other parameters stay. */
export function patchSearch(
  search: Record<string, unknown>,
  patch: Record<string, string | null | undefined>,
): UrlSearch {
  const out: UrlSearch = {};
  for (const [name, value] of Object.entries({ ...search, ...patch })) {
    if (typeof value === 'string' && value !== '') out[name] = value;
  }
  return out;
}
