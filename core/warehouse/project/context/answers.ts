/**
 * Templates run without waiting, queries of macros do not: a template that asks something unknown is stopped, the engine
 * answers, and the template runs again from the start with what is known by now.
 */
import { TemplateError } from '../jinja/values.ts';
import type { CompileContext, QueryColumn, QueryTable } from '../manifest.ts';

const MAX_QUESTIONS = 200;

class Question {
  readonly kind: 'query' | 'describe';
  readonly sql: string;
  constructor(kind: 'query' | 'describe', sql: string) {
    this.kind = kind;
    this.sql = sql;
  }
}

export class Answers {
  readonly #ctx: CompileContext;
  readonly #queries = new Map<string, QueryTable>();
  readonly #descriptions = new Map<string, QueryColumn[] | null>();

  constructor(ctx: CompileContext) {
    this.#ctx = ctx;
  }

  /** Rows of a query; an empty table when the engine runs none. */
  query(sql: string): QueryTable {
    if (!this.#ctx.runQuery) return { columns: [], rows: [] };
    const known = this.#queries.get(sql);
    if (known) return known;
    throw new Question('query', sql);
  }

  /** Columns of a SELECT; null when unknown. */
  describe(sql: string): QueryColumn[] | null {
    if (!this.#ctx.describe) return null;
    const known = this.#descriptions.get(sql);
    if (known !== undefined) return known;
    throw new Question('describe', sql);
  }

  /** Runs `render` until every question it asks has an answer. */
  async settle<T>(render: () => T): Promise<T> {
    for (let asked = 0; ; asked += 1) {
      try {
        return render();
      } catch (thrown) {
        if (!(thrown instanceof Question)) throw thrown;
        if (asked >= MAX_QUESTIONS)
          throw new TemplateError(`the template asks the database too often (more than ${MAX_QUESTIONS} times)`);
        if (thrown.kind === 'query')
          this.#queries.set(thrown.sql, (await this.#ctx.runQuery?.(thrown.sql)) ?? { columns: [], rows: [] });
        else this.#descriptions.set(thrown.sql, (await this.#ctx.describe?.(thrown.sql)) ?? null);
      }
    }
  }
}
