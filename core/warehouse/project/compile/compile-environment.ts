/** Renders nodes with the engine's relations; ephemeral models among what they read come along as CTEs. */
import { DomainError } from '@griot/kernel';
import { Answers } from '../context/answers.ts';
import { Relation } from '../context/relation.ts';
import { Session } from '../context/session.ts';
import type { RefCall, SessionOptions, SourceCall } from '../context/session-options.ts';
import { parseTemplate } from '../jinja/parse-template.ts';
import { fromPlain, TemplateError, type Value } from '../jinja/values.ts';
import type { CompileContext, Node, Project, Source } from '../manifest.ts';
import { type Internals, internalsOf, unknownId } from '../nodes/internals.ts';
import { describeTemplateError } from '../nodes/loading.ts';
import { graphValue, nodePlain } from '../nodes/node-dict.ts';
import { settingName } from '../settings/settings.ts';
import { addCtes, withoutSemicolon } from './sql-text.ts';

export interface Rendered {
  sql: string;
  /** Ephemeral models to put before it, inputs first. */
  ephemerals: string[];
  reads: string[];
}

/** What is compiled: decides the package, `this`, the settings and which references are allowed. */
export interface Subject {
  id: string;
  package: string;
  file: string;
  line: number;
  dependsOn: readonly string[];
  config(name: string): unknown;
  extra: ReadonlyMap<string, () => Value>;
  isIncremental: boolean;
}

export interface EnvironmentOptions {
  /** Stand in for relations (unit tests): the text to read from, or null for the real one. */
  stands?(id: string): string | null;
  overrides?: ReadonlyMap<string, Value>;
  env?: Readonly<Record<string, string>>;
}

/** The times of a batch as SQL literals: UTC, without an offset, as columns of events have them. */
function moment(iso: string): string {
  return `'${new Date(iso)
    .toISOString()
    .replace('T', ' ')
    .replace(/(\.000)?Z$/, '')}'`;
}

export class CompileEnvironment {
  readonly project: Project;
  readonly ctx: CompileContext;
  readonly internals: Internals;
  readonly answers: Answers;
  readonly warnings: string[] = [];
  readonly #options: EnvironmentOptions;
  readonly #sources: ReadonlyMap<string, Source>;
  readonly #ephemerals = new Map<string, Rendered>();
  /** What `set_sql_header` set, by subject. */
  readonly #headers = new Map<string, string>();

  constructor(project: Project, ctx: CompileContext, options: EnvironmentOptions = {}) {
    this.project = project;
    this.ctx = ctx;
    this.internals = internalsOf(project);
    this.answers = new Answers(ctx);
    this.#options = options;
    this.#sources = new Map(project.sources.map((source) => [source.id, source]));
  }

  node(id: string): Node {
    const node = this.project.nodes.get(id);
    if (!node) throw unknownId(id);
    return node;
  }

  /** Runs `work` to its end, questions to the engine included; a template's error becomes 'warehouse.compile_failed'. */
  async run<T>(subject: { id: string; file: string; line: number }, work: () => T): Promise<T> {
    try {
      return await this.answers.settle(() => {
        this.warnings.length = 0;
        this.#ephemerals.clear();
        this.#headers.clear();
        return work();
      });
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      const message = describeTemplateError(error);
      const file = error.file ?? subject.file;
      const line = error.line ?? subject.line;
      throw new DomainError({
        code: 'warehouse.compile_failed',
        kind: 'invalid',
        details: { id: subject.id, file, line, message },
        message: `${file}:${line}: ${message}`,
        cause: error,
      });
    }
  }

  /** A session for one subject, and what it reads, filled in while it renders. */
  session(subject: Subject): { session: Session; ephemerals: Set<string>; reads: Set<string> } {
    const { project, ctx, internals } = this;
    const ephemerals = new Set<string>();
    const reads = new Set<string>();
    const options: SessionOptions = {
      macros: internals.macros,
      target: project.target,
      vars: internals.vars.with(ctx.vars),
      env: { ...internals.env, ...this.#options.env },
      fuel: internals.fuel,
      projectName: project.name,
      package: subject.package,
      execute: true,
      isIncremental: subject.isIncremental,
      fullRefresh: ctx.fullRefresh ?? false,
      runStartedAt: ctx.runStartedAt,
      invocationId: ctx.invocationId,
      ref: (call) => this.#ref(call, subject, ephemerals, reads),
      source: (call) => this.#source(call, subject, reads),
      config: {
        set: ({ sql_header: header }) => {
          if (typeof header === 'string' && header.trim() !== '') this.#headers.set(subject.id, header.trim());
        },
        get: (name) => subject.config(settingName(name)),
      },
      query: (sql) => this.answers.query(sql),
      describe: (sql) => this.answers.describe(sql),
      relationAt: (schema, identifier) => this.#relationAt(subject, schema, identifier),
      warn: (message) => this.warnings.push(message),
      log: (message) => ctx.log?.(message),
      extra: subject.extra,
      ...(this.#options.overrides ? { overrides: this.#options.overrides } : {}),
    };
    return { session: new Session(options), ephemerals, reads };
  }

  #ref(call: RefCall, subject: Subject, ephemerals: Set<string>, reads: Set<string>): Value {
    const result = this.internals.index.ref(call, subject.package);
    if ('problem' in result) throw new TemplateError(result.problem);
    const node = result.found;
    if (!subject.dependsOn.includes(node.id)) {
      throw new TemplateError(
        `'${node.name}' is referred to only when the SQL is really compiled, so the order of building does not know it: write a comment '-- depends_on: {{ ref('${node.name}') }}' outside of any condition`,
      );
    }
    const { schema, alias: identifier } = node;
    const parts = { database: node.config.database, schema, identifier, engine: this.project.target.type };
    const stand = this.#options.stands?.(node.id);
    if (typeof stand === 'string') return new Relation({ ...parts, identifier: stand, type: 'cte', rendered: stand });
    if (node.config.materialized === 'ephemeral') {
      const rendered = this.ephemeral(node);
      for (const id of [...rendered.ephemerals, node.id]) ephemerals.add(id);
      for (const id of rendered.reads) reads.add(id);
      return new Relation({ ...parts, type: 'cte', rendered: this.cteName(node) });
    }
    reads.add(node.id);
    const type = node.config.materialized === 'view' ? 'view' : 'table';
    return this.#relation(parts, type, this.ctx.relation(node.id), node.config.event_time, subject);
  }

  #source(call: SourceCall, subject: Subject, reads: Set<string>): Value {
    const result = this.internals.index.source(call.source, call.table, subject.package);
    if ('problem' in result) throw new TemplateError(result.problem);
    const source = result.found;
    if (!subject.dependsOn.includes(source.id))
      throw new TemplateError(
        `source '${call.source}.${call.table}' is referred to only when the SQL is really compiled: name it in a comment outside of any condition`,
      );
    const parts = {
      database: source.database,
      schema: source.schema,
      identifier: source.identifier,
      engine: this.project.target.type,
    };
    const stand = this.#options.stands?.(source.id);
    if (typeof stand === 'string') return new Relation({ ...parts, identifier: stand, type: 'cte', rendered: stand });
    reads.add(source.id);
    return this.#relation(parts, 'table', this.ctx.relation(source.id), source.event_time, subject);
  }

  /** Among what the subject reads, and itself. */
  #relationAt(subject: Subject, schema: string | null, identifier: string): Relation | null {
    const matches = (node: { schema: string; alias: string }) =>
      node.alias.toLowerCase() === identifier.toLowerCase() &&
      (schema === null || node.schema.toLowerCase() === schema.toLowerCase());
    const own = this.project.nodes.get(subject.id);
    if (own && matches(own)) return this.#thisOf(own);
    for (const id of subject.dependsOn) {
      const node = this.project.nodes.get(id);
      const source = this.#sources.get(id);
      const place = node ?? (source && { schema: source.schema, alias: source.identifier });
      if (!place || !matches(place) || node?.config.materialized === 'ephemeral') continue;
      const { type: engine } = this.project.target;
      return new Relation({
        database: null,
        schema: place.schema,
        identifier: place.alias,
        type: 'table',
        engine,
        rendered: this.ctx.relation(id),
      });
    }
    return null;
  }

  /** In a batch, what has an event time is read for the batch alone. Documented at docs.getdbt.com, "Incremental microbatch models". */
  #relation(
    parts: Omit<Relation['parts'], 'type'>,
    type: 'table' | 'view',
    rendered: string,
    eventTime: string | null,
    subject: Subject,
  ): Relation {
    const { batch } = this.ctx;
    const inBatch = batch && eventTime !== null && subject.config('incremental_strategy') === 'microbatch';
    if (!inBatch) return new Relation({ ...parts, type, rendered });
    const filter = `${eventTime} >= ${moment(batch.start)} and ${eventTime} < ${moment(batch.end)}`;
    return new Relation({ ...parts, type, rendered, filtered: `(select * from ${rendered} where ${filter})` });
  }

  /** Name of the CTE of an ephemeral model; with its package where two share a name. */
  cteName(node: Node): string {
    const twins = [...this.project.nodes.values()].some(
      (other) => other !== node && other.name === node.name && other.package !== node.package,
    );
    return `__dbt__cte__${twins ? `${node.package}__` : ''}${node.alias}`;
  }

  ephemeral(node: Node): Rendered {
    const known = this.#ephemerals.get(node.id);
    if (known) return known;
    const rendered = this.render(node, this.subjectOf(node, false));
    this.#ephemerals.set(node.id, rendered);
    return rendered;
  }

  subjectOf(node: Node, isIncremental: boolean): Subject {
    const { config } = node;
    const { target } = this.project;
    return {
      id: node.id,
      package: node.package,
      file: node.file,
      line: node.line,
      dependsOn: node.dependsOn,
      isIncremental,
      config: (name) => (name in config ? config[name as keyof typeof config] : config.extra[name]),
      extra: new Map<string, () => Value>([
        ['this', () => this.#thisOf(node)],
        ['model', () => fromPlain(nodePlain(node, target))],
        ['graph', () => this.graph()],
      ]),
    };
  }

  graph(): Value {
    const { nodes, tests, sources, exposures, target } = this.project;
    return graphValue(nodes.values(), tests, sources, exposures, target);
  }

  #thisOf(node: Node): Relation {
    const stand = this.#options.stands?.('this');
    const rendered = stand ?? this.ctx.this;
    const { schema, alias: identifier, config } = node;
    const type = config.materialized === 'view' ? 'view' : 'table';
    return new Relation({
      database: config.database,
      schema,
      identifier,
      engine: this.project.target.type,
      type,
      ...(rendered === undefined ? {} : { rendered }),
    });
  }

  /** Statements before the SQL of a node that was rendered. Documented at docs.getdbt.com, "sql_header". */
  header(id: string): string[] {
    const header = this.#headers.get(id);
    return header === undefined ? [] : [header];
  }

  /** The node's SQL, its ephemerals not yet in it. */
  render(node: Node, subject: Subject): Rendered {
    const template = this.internals.templates.get(node.id);
    if (!template) return { sql: '', ephemerals: [], reads: [] };
    const { session, ephemerals, reads } = this.session(subject);
    const sql = withoutSemicolon(session.render(template));
    return { sql, ephemerals: [...ephemerals], reads: [...reads] };
  }

  /** Renders any text as a template of the subject. */
  renderText(text: string, subject: Subject): Rendered {
    const { session, ephemerals, reads } = this.session(subject);
    const sql = session.render(parseTemplate(text, subject.file, subject.line));
    return { sql, ephemerals: [...ephemerals], reads: [...reads] };
  }

  /** SQL with its ephemeral models as CTEs before it. */
  inline({ sql, ephemerals }: Pick<Rendered, 'sql' | 'ephemerals'>): string {
    const ctes = ephemerals.map((id) => {
      const node = this.node(id);
      return `${this.cteName(node)} as (\n${this.ephemeral(node).sql}\n)`;
    });
    return addCtes(sql, ctes);
  }
}
