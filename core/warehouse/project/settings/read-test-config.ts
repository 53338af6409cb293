/** Settings of a data test. Documented at docs.getdbt.com, "Data test configurations". */
import type { Findings } from '../findings.ts';
import type { DataTestConfig } from '../node-config.ts';
import { SettingReader, type Settings, type Subject } from './settings.ts';

/** Settings that may stand beside a test's arguments in the older, flat form. */
export const TEST_SETTINGS = [
  'severity',
  'error_if',
  'warn_if',
  'fail_calc',
  'where',
  'limit',
  'store_failures',
  'store_failures_as',
  'tags',
  'enabled',
  'schema',
  'database',
  'alias',
  'meta',
  'group',
  'sql_header',
];

/** `error_if` and `warn_if` are put into SQL beside a number: only comparisons of numbers make sense there. */
const CONDITION =
  /^\s*(?:(?:=|==|!=|<>|<|<=|>|>=)\s*-?\d+(?:\.\d+)?|(?:not\s+)?between\s+-?\d+(?:\.\d+)?\s+and\s+-?\d+(?:\.\d+)?)\s*$/i;

export function readTestConfig(settings: Settings, findings: Findings, subject: Subject): DataTestConfig {
  const reader = new SettingReader(settings, findings, subject);
  const condition = (name: 'error_if' | 'warn_if') => {
    const value = reader.text(name);
    if (value !== null && !CONDITION.test(value))
      reader.error(name, `'${name}' must compare a number, such as '> 10', not '${value}'`);
    return value?.trim().replace(/^==/, '=') ?? '!= 0';
  };
  return {
    enabled: reader.bool('enabled') ?? true,
    severity: reader.oneOf('severity', ['error', 'warn']) ?? 'error',
    error_if: condition('error_if'),
    warn_if: condition('warn_if'),
    fail_calc: reader.text('fail_calc') ?? 'count(*)',
    where: reader.text('where'),
    limit: reader.integer('limit'),
    store_failures: reader.bool('store_failures'),
    store_failures_as: reader.oneOf('store_failures_as', ['table', 'view', 'ephemeral']),
    schema: reader.text('schema'),
    tags: [...new Set(reader.texts('tags') ?? [])],
    meta: reader.record('meta'),
    group: reader.text('group'),
  };
}
