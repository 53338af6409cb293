/** What the methods of a selection mean. Documented at docs.getdbt.com, "Methods". */
import type { Fingerprint, Project, ResultStatus, SelectionState } from '../manifest.ts';
import { selectionError, type Term } from './parse-selection.ts';
import type { Resource } from './resources.ts';

export interface MethodTools {
  project: Project;
  state: SelectionState;
}

type Matcher = (resource: Resource) => boolean;

/** A text with `*`, `?` and `[…]`, as shells read them. */
export function wildcard(pattern: string): (text: string) => boolean {
  if (!/[*?[]/.test(pattern)) return (text) => text === pattern;
  // Matched by hand, in time proportional to both lengths: a pattern may come from anybody.
  const classes = pattern.match(/\[[^\]]+\]|[\s\S]/g) ?? [];
  const one = (part: string, character: string) => {
    if (part === '?') return true;
    if (part.length === 1) return part === character;
    const negated = part.startsWith('[!');
    return part.slice(negated ? 2 : 1, -1).includes(character) !== negated;
  };
  return (text) => {
    let [at, part, star, mark] = [0, 0, -1, 0];
    while (at < text.length) {
      const current = classes[part];
      if (current === '*') [star, mark, part] = [part, at, part + 1];
      else if (current !== undefined && one(current, text.charAt(at))) [at, part] = [at + 1, part + 1];
      else if (star >= 0) {
        mark += 1;
        [at, part] = [mark, star + 1];
      } else return false;
    }
    while (classes[part] === '*') part += 1;
    return part === classes.length;
  };
}

/** `orders`, `staging.*`, `shop.staging.orders`, `orders.v2`: the name, or a beginning of the fqn, with or without the package. */
function byName(value: string): Matcher {
  const whole = wildcard(value);
  const parts = value.split('.').map(wildcard);
  const begins = (fqn: readonly string[]) =>
    parts.length <= fqn.length && parts.every((part, index) => part(fqn[index] ?? ''));
  return ({ name, fqn, version }) =>
    whole(name) ||
    (version !== null && whole(`${name}.v${version}`)) ||
    begins(fqn) ||
    begins(fqn.slice(1)) ||
    whole(fqn.join('.'));
}

/** A file or a folder; `models/staging/*` means what lies directly in it, `models/staging` everything below. */
function byPath(value: string): Matcher {
  const clean = value.replace(/^\.\//, '').replace(/\/+$/, '');
  const matches = wildcard(clean);
  return ({ file }) => matches(file) || file.startsWith(`${clean}/`);
}

function byFile(value: string): Matcher {
  const matches = wildcard(value);
  return ({ file }) => {
    const last = file.slice(file.lastIndexOf('/') + 1);
    return matches(last) || matches(last.replace(/\.[^.]+$/, ''));
  };
}

/** `[package.]source[.table]`. */
function bySource(value: string): Matcher {
  const parts = value.split('.').map(wildcard);
  return ({ type, package: owner, fqn }) => {
    if (type !== 'source') return false;
    const [source = '', table = ''] = fqn.slice(-2);
    const given = parts.length === 3 ? [owner, source, table] : [source, table];
    return parts.length <= 3 && parts.every((part, index) => part(given[index] ?? ''));
  };
}

function byConfig(path: readonly string[], value: string): Matcher {
  const wanted = wildcard(value.toLowerCase());
  return ({ config }) => {
    let found: unknown = config;
    for (const key of path) {
      if (typeof found !== 'object' || found === null || Array.isArray(found)) return false;
      found = (found as Record<string, unknown>)[key];
    }
    if (found === undefined) return false;
    return (Array.isArray(found) ? found : [found]).some((item) => wanted(String(item).toLowerCase()));
  };
}

function byTestType(value: string): Matcher {
  const data = value === 'data';
  return ({ testType }) => testType === value || (data && (testType === 'generic' || testType === 'singular'));
}

function byState(value: string, { project, state }: MethodTools, text: string): Matcher {
  const { previous } = state;
  if (!previous) throw selectionError(text, 'there is no earlier build to compare with');
  const [kind = '', part] = value.split('.');
  const ids = (id: string): { now: Fingerprint | null; before: Fingerprint | undefined } => {
    const isUnitTest = id.startsWith('unit_test.');
    return { now: isUnitTest ? null : project.fingerprintParts(id), before: previous[id] };
  };
  const changed = (id: string): boolean => {
    const { now, before } = ids(id);
    if (now === null) return false;
    if (before === undefined) return true;
    if (part === undefined) return now.all !== before.all;
    if (!(part in now))
      throw selectionError(text, `a state has no part '${part}': body, configs, macros, vars, contract or relation`);
    return now[part as keyof Fingerprint] !== before[part as keyof Fingerprint];
  };
  const exists = (id: string) => previous[id] !== undefined;
  if (kind === 'modified') return ({ id }) => changed(id);
  if (kind === 'new') return ({ id }) => !id.startsWith('unit_test.') && !exists(id);
  if (kind === 'old') return ({ id }) => exists(id);
  if (kind === 'unmodified') return ({ id }) => exists(id) && !changed(id);
  throw selectionError(text, `there is no state '${value}': modified, new, old or unmodified`);
}

const STATUSES: readonly ResultStatus[] = ['success', 'error', 'fail', 'warn', 'pass', 'skipped', 'reused'];

function byResult(value: string, { state }: MethodTools, text: string): Matcher {
  const { results } = state;
  if (!results) throw selectionError(text, 'there are no earlier results');
  if (!STATUSES.some((status) => status === value))
    throw selectionError(text, `there is no result '${value}': ${STATUSES.join(', ')}`);
  return ({ id }) => results[id] === value;
}

function byVersion(value: string): Matcher {
  if (value === 'latest') return ({ version, isLatestVersion }) => version !== null && isLatestVersion;
  if (value === 'none') return ({ type, version }) => type === 'model' && version === null;
  return ({ version, isLatestVersion }) => version !== null && !isLatestVersion && value === 'old';
}

export function matcher(term: Term, tools: MethodTools): Matcher {
  const { value, text } = term;
  const matches = wildcard(value);
  const [method, ...path] = (term.method ?? '').split('.');
  switch (method) {
    case '': {
      const name = byName(value);
      const path = byPath(value);
      const isFile = /\.(sql|csv|ya?ml)$/.test(value);
      return (resource) =>
        value.includes('/') ? path(resource) : name(resource) || (isFile && byFile(value)(resource));
    }
    case 'fqn':
      return byName(value);
    case 'path':
      return byPath(value);
    case 'file':
      return byFile(value);
    case 'tag':
      return ({ tags }) => tags.some(matches);
    case 'resource_type':
      return ({ type }) => type === value || (value === 'all' && type !== 'exposure');
    case 'source':
      return bySource(value);
    case 'exposure':
      return ({ type, name, fqn }) => type === 'exposure' && (matches(name) || matches(fqn.join('.')));
    case 'unit_test':
      return ({ type, name }) => type === 'unit_test' && matches(name);
    case 'test_type':
      return byTestType(value);
    case 'test_name':
      return ({ testName }) => testName !== null && (matches(testName) || matches(testName.split('.').at(-1) ?? ''));
    case 'package':
      return ({ package: owner }) =>
        matches(value === 'this' ? 'this' : owner) || (value === 'this' && owner === tools.project.name);
    case 'group':
      return ({ group }) => group !== null && matches(group);
    case 'access':
      return ({ type, access }) => type === 'model' && access === value;
    case 'config':
      return byConfig(path, value);
    case 'version':
      return byVersion(value);
    case 'state':
      return byState(value, tools, text);
    case 'result':
      return byResult(value, tools, text);
    case 'source_status': {
      const { fresherSources } = tools.state;
      if (!fresherSources) throw selectionError(text, 'it is not known which sources are fresher');
      const fresher = new Set(fresherSources);
      return ({ id }) => value === 'fresher' && fresher.has(id);
    }
  }
  throw selectionError(text, `there is no method '${term.method}'`);
}
