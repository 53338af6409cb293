/** What one rendering is given. */
import type { Value } from '../jinja/values.ts';
import type { MacroIndex } from '../macros/macro-index.ts';
import type { QueryColumn, QueryTable, Target } from '../manifest.ts';
import type { ConfigAccess } from './config-object.ts';
import type { Relation } from './relation.ts';
import type { Vars } from './vars.ts';

export const ENV_PREFIX = 'GRIOT_VAR_';

export interface RefCall {
  package: string | null;
  name: string;
  version: string | null;
  /** Line in the outermost template. */
  line: number;
}

export interface SourceCall {
  source: string;
  table: string;
  line: number;
}

export interface SessionOptions {
  macros: MacroIndex;
  target: Target;
  vars: Vars;
  env: Readonly<Record<string, string>>;
  fuel: number | undefined;
  projectName: string;
  /** Package of what is rendered: its macros and vars come first. */
  package: string;
  execute: boolean;
  isIncremental: boolean;
  fullRefresh: boolean;
  runStartedAt: string;
  invocationId: string;
  ref(call: RefCall): Value;
  source(call: SourceCall): Value;
  config: ConfigAccess;
  query(sql: string): QueryTable;
  describe(sql: string): QueryColumn[] | null;
  /** For `adapter.get_relation`; null when the project has nothing there. */
  relationAt(schema: string | null, identifier: string): Relation | null;
  warn(message: string): void;
  log(message: string): void;
  /** Names of this rendering alone: `this`, `model`, `graph`, a generic test's arguments. Called at most once each. */
  extra: ReadonlyMap<string, () => Value>;
  /** Stand before everything else: macros that a unit test replaces. Keys `name` or `package.name`. */
  overrides?: ReadonlyMap<string, Value>;
}
