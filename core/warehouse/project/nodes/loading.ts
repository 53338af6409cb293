/** What the steps of loading share, and the parts of a project that compiling needs beyond the manifest. */

import { Relation } from '../context/relation.ts';
import { Session } from '../context/session.ts';
import type { RefCall, SessionOptions, SourceCall } from '../context/session-options.ts';
import type { Vars } from '../context/vars.ts';
import type { Findings } from '../findings.ts';
import { parseTemplate } from '../jinja/parse-template.ts';
import { TemplateError, toPlain, type Value } from '../jinja/values.ts';
import type { MacroIndex } from '../macros/macro-index.ts';
import type { Target } from '../manifest.ts';
import type { TreeUse } from '../settings/config-tree.ts';
import type { PackageFolder } from '../settings/packages.ts';

export interface Loading {
  dir: string;
  findings: Findings;
  /** The project first. */
  packages: PackageFolder[];
  root: PackageFolder;
  macros: MacroIndex;
  vars: Vars;
  target: Target;
  env: Readonly<Record<string, string>>;
  fuel: number | undefined;
  /** On `performance.now()`: templates rendered after it fail at once. */
  deadline: number;
  treeUse: TreeUse;
  /** `{% docs %}` blocks, by `package.name`. */
  docs: ReadonlyMap<string, string>;
}

const PARSED_AT = '1970-01-01T00:00:00Z';

/** What a template asked for while it was parsed. */
export interface Asked {
  refs: RefCall[];
  sources: SourceCall[];
  warnings: string[];
}

/** A rendering in which nothing executes: refs and sources are noted and print as their logical names. */
export function parseSession(
  loading: Loading,
  owner: string,
  asked: Asked,
  given: Partial<SessionOptions> = {},
): Session {
  const { target } = loading;
  const placeholder = (schema: string, identifier: string): Value =>
    new Relation({ database: target.database ?? target.name, schema, identifier, type: null, engine: target.type });
  return new Session({
    macros: loading.macros,
    target,
    vars: loading.vars,
    env: loading.env,
    fuel: performance.now() > loading.deadline ? 0 : loading.fuel,
    projectName: loading.root.name,
    package: owner,
    execute: false,
    isIncremental: false,
    fullRefresh: false,
    runStartedAt: PARSED_AT,
    invocationId: '00000000-0000-0000-0000-000000000000',
    ref: (call) => {
      asked.refs.push(call);
      return placeholder(target.schema, call.name);
    },
    source: (call) => {
      asked.sources.push(call);
      return placeholder(call.source, call.table);
    },
    config: { set: () => undefined, get: () => undefined },
    query: () => ({ columns: [], rows: [] }),
    describe: () => null,
    relationAt: () => null,
    warn: (message) => asked.warnings.push(message),
    log: () => undefined,
    extra: new Map(),
    ...given,
  });
}

export function nothingAsked(): Asked {
  return { refs: [], sources: [], warnings: [] };
}

/** Text of a template's error, with the macros it happened in. */
export function describeTemplateError(error: TemplateError): string {
  return error.trace.length === 0
    ? error.message
    : `${error.message} (in macro ${error.trace.join(', called by macro ')})`;
}

/** Runs work on a template; its error goes to the findings, and null is answered. */
export function attempt<T>(findings: Findings, file: string, line: number, work: () => T): T | null {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    findings.error(error.file ?? file, error.line ?? line, describeTemplateError(error));
    return null;
  }
}

/** The plain value of a YAML text with `{{ }}`: a single expression keeps its type. */
export function renderYamlText(loading: Loading, owner: string, file: string, text: string, line: number): unknown {
  const value = attempt(loading.findings, file, line, () => {
    const template = parseTemplate(text, file, line);
    return toPlain(parseSession(loading, owner, nothingAsked()).renderNative(template));
  });
  return value;
}
