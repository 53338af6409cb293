/** Queries of macros: `run_query`, `{% call statement %}`, `load_result`. Documented at docs.getdbt.com, "run_query" and "statement blocks". */
import { bindArguments } from '../jinja/arguments.ts';
import { callValue } from '../jinja/evaluator.ts';
import { str } from '../jinja/text.ts';
import { Callable, dict, truthy, type Value } from '../jinja/values.ts';
import type { QueryTable } from '../manifest.ts';
import { TableObject } from './table.ts';

export function statementFunctions(execute: boolean, query: (sql: string) => QueryTable): Map<string, Value> {
  const results = new Map<string, Value>();
  const keep = (name: string, table: QueryTable) => {
    const object = new TableObject(table);
    const data = [...object.iterate()];
    results.set(
      name,
      dict([
        ['table', object],
        ['data', data],
        ['response', 'OK'],
      ]),
    );
  };
  const functions: [string, Callable][] = [
    [
      'run_query',
      new Callable('run_query', (args, kwargs) => {
        const [sql] = bindArguments('run_query', ['sql'], args, kwargs);
        return execute ? new TableObject(query(str(sql ?? ''))) : null;
      }),
    ],
    [
      'statement',
      new Callable('statement', (args, kwargs) => {
        const names = ['name?', 'fetch_result?', 'auto_begin?', 'language?', 'caller?'];
        const [name, fetch, , , caller] = bindArguments('statement', names, args, kwargs);
        if (!execute) return '';
        const sql = caller === undefined ? '' : str(callValue(caller, [], new Map()));
        const table = query(sql);
        if (name !== undefined && name !== null)
          keep(str(name), truthy(fetch ?? false) ? table : { columns: [], rows: [] });
        return '';
      }),
    ],
    ['load_result', new Callable('load_result', ([name]) => results.get(str(name ?? '')) ?? null)],
    ['store_raw_result', new Callable('store_raw_result', () => '')],
  ];
  return new Map(functions);
}
