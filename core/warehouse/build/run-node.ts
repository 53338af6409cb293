import { DomainError, errorMessage, isDomainError } from '@griot/kernel';
import type { BuiltNode } from '../generations/open-build.ts';
import type { CompiledNode, Node } from '../project/manifest.ts';
import { wholeTable } from '../slices/segments.ts';
import { isAmong, type Sliced } from '../slices/slices.ts';
import { compileContext, resolve } from './build-context.ts';
import type { NodeRecord, RelationRecord } from './build-records.ts';
import type { BuildSession } from './build-session.ts';
import type { Failure, NodeResult, NodeStatus } from './build-types.ts';
import { continuedContent, inputHash, relationName, THIS_PLACEHOLDER } from './node-identity.ts';
import type { BuildContext, ChangedSlices, Made, NodeWork } from './node-work.ts';
import { changedSince, planTable, type SlicePlan } from './slice-plan.ts';

interface Existing {
  relation: string;
  contentId: string;
  rows: number | null;
}

/**
 * Builds one node, or finds that a table made from the very same things is there. The table, its record and the build's
 * line about it commit together; a failure is recorded too and never thrown, so that its siblings go on.
 */
export async function runNode(context: BuildContext, session: BuildSession, node: Node): Promise<NodeResult> {
  for (let attempt = 1; ; attempt += 1) {
    const { result, made } = await attemptNode(context, session, node);
    // Two transactions of the engine met in its catalogue: nothing is wrong with the node.
    if (result.error?.code === 'warehouse.conflict' && attempt < 5) continue;
    if (made !== null) context.nodes.set(node.id, made);
    return result;
  }
}

interface Attempt {
  result: NodeResult;
  made: Existing | null;
}

async function attemptNode(context: BuildContext, session: BuildSession, node: Node): Promise<Attempt> {
  const startedAt = new Date();
  const started = performance.now();
  let sql: string | null = null;
  const outcome = (status: NodeStatus, made: Existing | null, error?: Failure): Attempt & { record: NodeRecord } => {
    const ms = performance.now() - started;
    const result: NodeResult = { id: node.id, name: node.alias, status, rows: made?.rows ?? null, ms, error };
    const record = { ...result, relation: made?.relation ?? null, contentId: made?.contentId ?? null, startedAt, sql };
    return { result, made, record };
  };
  const noted = ({ record, ...attempt }: Attempt & { record: NodeRecord }): Attempt => {
    context.journal.node(record);
    return attempt;
  };
  try {
    const { compiler, project } = context;
    const whole = await compiler.compileNode(project, node.id, compileContext(context, session, { nodeId: node.id }));
    for (const warning of whole.warnings) context.emit({ type: 'log', id: node.id, message: warning });
    const plan = planNode(context, node, whole);
    const existing = findExisting(context, node, plan);
    if (existing !== null) return noted(outcome('reused', existing));
    sql = whole.sql;
    const slices = await planTable(context, session, node, whole);
    const changed = slices === null ? null : await changedSlices(context, session, node, slices);
    const attempt = await session.transaction(async () => {
      const work: NodeWork = {
        context,
        session,
        node,
        relation: plan.relation,
        compiled: withSelf(whole, plan.relation),
        former: plan.former,
        compileIncremental: (batch) =>
          compiler.compileNode(
            project,
            node.id,
            compileContext(context, session, {
              nodeId: node.id,
              isIncremental: plan.former !== null,
              self: plan.relation,
              ...(batch === undefined ? {} : { batch }),
            }),
          ),
      };
      const made = changed === null ? await make(work) : await continueTable(work, changed);
      sql = made.sql;
      const rows =
        made.kind === 'view'
          ? null
          : (made.rows ?? (await rowCount(session, context.engine.relation(context.tenantId, plan.relation))));
      const built = outcome('built', { relation: plan.relation, contentId: plan.contentId, rows });
      return {
        result: built,
        records: {
          buildId: context.state.buildId,
          relations: [{ ...relationRecord(work, made, plan, rows), sliced: slicedRecord(plan, slices) }],
          nodes: [built.record],
        },
      };
    });
    const known = slicedRecord(plan, slices);
    if (known !== undefined) context.sliced.set(known.relation, known);
    return attempt;
  } catch (error) {
    if (context.options.signal?.aborted || isUnavailable(error)) throw error;
    return noted(outcome('error', null, failureOf(error, node, sql)));
  }
}

interface NodePlan {
  hash: string;
  contentId: string;
  relation: string;
  former: BuiltNode | null;
  reads: string[];
}

function planNode(context: BuildContext, node: Node, compiled: CompiledNode): NodePlan {
  const { materialized, full_refresh } = node.config;
  const fullRefresh = full_refresh ?? context.options.fullRefresh ?? false;
  const base = context.base.get(node.id) ?? null;
  const continues =
    base !== null &&
    base.materialized === materialized &&
    (materialized === 'snapshot' || (materialized === 'incremental' && !fullRefresh));
  const former = continues ? base : null;
  const hash = inputHash({
    project: context.project,
    node,
    compiled,
    contentOf: (id) => resolve(context, id).contentId,
    buildId: context.state.buildId,
    openedAt: context.state.openedAt,
    force: fullRefresh && materialized !== 'snapshot' && materialized !== 'view',
  });
  // Nothing new since the former table was made: it stands for itself.
  const unchanged = former !== null && former.inputHash === hash;
  const contentId = former === null ? hash : unchanged ? former.contentId : continuedContent(hash, former.contentId);
  const reads = compiled.reads.map((id) => resolve(context, id).relation);
  return { hash, contentId, relation: relationName(node.alias, contentId), former, reads };
}

function findExisting(context: BuildContext, node: Node, { former, contentId }: NodePlan): Existing | null {
  if (former !== null && former.contentId === contentId) {
    return { relation: former.relation, contentId, rows: former.rows };
  }
  const found = context.existing.get(`${node.id} ${contentId}`);
  return found === undefined ? null : { ...found, contentId };
}

function withSelf(compiled: CompiledNode, relation: string): CompiledNode {
  const put = (sql: string): string => sql.replaceAll(THIS_PLACEHOLDER, relation);
  return {
    ...compiled,
    sql: put(compiled.sql),
    preHooks: compiled.preHooks.map(put),
    postHooks: compiled.postHooks.map(put),
  };
}

/** What of a table changes, when the one that readers see can be gone on from; null: it is made whole. */
async function changedSlices(
  context: BuildContext,
  session: BuildSession,
  node: Node,
  plan: SlicePlan,
): Promise<ChangedSlices | null> {
  const former = context.base.get(node.id);
  if (
    former === undefined ||
    former.kind === 'view' ||
    former.rows === null ||
    (node.config.full_refresh ?? context.options.fullRefresh)
  )
    return null;
  const values = await changedSince(context, session, plan, context.sliced.get(former.relation));
  if (values === null) return null;
  const { column } = plan;
  const segments = context.segments.get(former.relation) ?? [wholeTable(former.relation, former.rows)];
  const sql = `SELECT * FROM (\n${plan.over(values)}\n) WHERE ${isAmong(column, values)}`;
  return { segments, column, values, sql };
}

async function continueTable(work: NodeWork, slices: ChangedSlices): Promise<Made> {
  const { continueSlices } = work.context.engine;
  return continueSlices === null ? make(work) : continueSlices(work, slices);
}

function slicedRecord({ relation }: NodePlan, plan: SlicePlan | null): Sliced | undefined {
  return plan === null ? undefined : { relation, column: plan.column, shape: plan.shape, roots: plan.roots };
}

async function make(work: NodeWork): Promise<Made> {
  const { node, session, compiled, context } = work;
  const materialize = context.engine.materialize[node.config.materialized];
  if (materialize === undefined) {
    throw new DomainError({
      code: 'warehouse.materialization_unknown',
      kind: 'unsupported',
      details: { node: node.id, materialized: node.config.materialized },
    });
  }
  for (const hook of compiled.preHooks) await session.run(hook);
  const made = await materialize(work);
  for (const hook of compiled.postHooks) await session.run(hook);
  return made;
}

async function rowCount(session: BuildSession, relation: string): Promise<number> {
  const { rows } = await session.run(`SELECT count(*) FROM ${relation}`);
  return Number(rows[0]?.[0] ?? 0);
}

function relationRecord(work: NodeWork, made: Made, plan: NodePlan, rows: number | null): RelationRecord {
  const { node, context } = work;
  return {
    relation: plan.relation,
    project: context.project.name,
    nodeId: node.id,
    name: node.alias,
    materialized: node.config.materialized,
    kind: made.kind,
    inputHash: plan.hash,
    contentId: plan.contentId,
    rows,
    inputs: made.kind === 'view' ? plan.reads : [],
    buildId: context.state.buildId,
  };
}

function isUnavailable(error: unknown): boolean {
  return isDomainError(error) && (error.kind === 'unavailable' || error.kind === 'cancelled');
}

/** What a person needs to mend it. The engine speaks of lines of the compiled SQL, the compiler of lines of the file. */
export function failureOf(error: unknown, at: { file: string; line: number }, sql: string | null): Failure {
  const domain = isDomainError(error) ? error : null;
  const detail = (name: string): unknown => domain?.details[name];
  return {
    code: domain?.code ?? 'warehouse.internal',
    message: errorMessage(error),
    file: typeof detail('file') === 'string' ? String(detail('file')) : at.file,
    line: typeof detail('line') === 'number' ? Number(detail('line')) : at.line,
    ...(sql === null ? {} : { sql }),
  };
}
