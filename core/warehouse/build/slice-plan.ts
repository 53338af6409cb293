import { sha256Hex } from '@griot/kernel';
import type { CompiledNode, Node } from '../project/manifest.ts';
import { compareVersions, type Difference, differenceOf, isAmong, mergedRoots, type Sliced } from '../slices/slices.ts';
import { compileContext, resolve } from './build-context.ts';
import type { BuildSession } from './build-session.ts';
import { inputHash } from './node-identity.ts';
import type { BuildContext } from './node-work.ts';
import { volatility } from './volatile-sql.ts';

/**
 * How SQL whose inputs are known slice by slice is told apart from what it was, and asked for some slices. That its rows of a slice depend
 * on the rows of that slice alone is what `meta.slices` of a model or test declares.
 */
export interface SlicePlan extends Pick<Sliced, 'column' | 'shape' | 'roots'> {
  /** The same SQL over some slices of its inputs. */
  over(values: readonly string[]): string;
}

/** One input as it stands in the SQL, and what to say instead. */
interface Input {
  relation: string;
  shape: string;
  roots: Sliced['roots'];
  over(values: readonly string[]): string;
}

/** The column by which a model, or a test, says that it can be made slice by slice. */
export function sliceColumn({ config }: { config: { meta: Record<string, unknown> } }): string | null {
  const { slices } = config.meta;
  return typeof slices === 'string' && slices !== '' ? slices : null;
}

/** Slices that a build makes anew are fewer than that share of all; else everything is. */
const SHARE = 0.5;

/** Null when nothing it reads is known by slices of that column. `sql`: compiled, with physical relations. */
export async function planSlices(
  context: BuildContext,
  session: BuildSession,
  o: { column: string; sql: string; reads: readonly string[] },
): Promise<SlicePlan | null> {
  if (context.engine.continueSlices === null || volatility(o.sql) !== 'never') return null;
  const inputs = await Promise.all([...new Set(o.reads)].map((id) => inputOf(context, session, id, o.column)));
  const roots = mergedRoots(inputs.map((input) => input.roots));
  if (roots === null || Object.keys(roots).length === 0) return null;
  const said = new Map(inputs.map((input) => [input.relation, input]));
  const places = new RegExp([...said.keys()].map((relation) => RegExp.escape(relation)).join('|'), 'g');
  const put = (say: (input: Input) => string): string =>
    o.sql.replaceAll(places, (relation) => {
      const input = said.get(relation);
      return input === undefined ? relation : say(input);
    });
  const shape = sha256Hex(`${o.column}\n${put((input) => `<${input.shape}>`)}`);
  return { column: o.column, shape, roots, over: (values) => put((input) => input.over(values)) };
}

async function inputOf(context: BuildContext, session: BuildSession, id: string, column: string): Promise<Input> {
  const { relation: name, contentId } = resolve(context, id);
  const relation = context.engine.relation(context.tenantId, name);
  const known = context.sliced.get(name);
  if (known?.column === column) {
    const isRaw = !context.project.nodes.has(id);
    return {
      ...{ relation, shape: sha256Hex(`${id}\n${known.shape}`), roots: isRaw ? { [id]: name } : known.roots },
      over: (values) => `(SELECT * FROM ${relation} WHERE ${isAmong(column, values)})`,
    };
  }
  const node = context.project.nodes.get(id);
  const plan = node === undefined ? null : await planView(context, session, node, contentId, column);
  if (plan !== null)
    return {
      relation,
      shape: sha256Hex(`${id}\n${plan.shape}`),
      roots: plan.roots,
      over: (v) => `(\n${plan.over(v)}\n)`,
    };
  return { relation, shape: sha256Hex(`${id}\n${contentId}`), roots: {}, over: () => relation };
}

/** A view is looked through, when it is over the same relations as it would be now. */
async function planView(
  context: BuildContext,
  session: BuildSession,
  node: Node,
  contentId: string,
  column: string,
): Promise<SlicePlan | null> {
  if (node.config.materialized !== 'view' || sliceColumn(node) !== column) return null;
  const { compiler, project, state } = context;
  const compiled = await compiler.compileNode(project, node.id, compileContext(context, session, { nodeId: node.id }));
  if (!isPlain(node, compiled)) return null;
  const contentOf = (id: string): string => resolve(context, id).contentId;
  const { buildId, openedAt } = state;
  if (inputHash({ project, node, compiled, contentOf, buildId, openedAt, force: false }) !== contentId) return null;
  return planSlices(context, session, { column, sql: compiled.sql, reads: compiled.reads });
}

/** Nothing but its SELECT makes the relation. */
function isPlain({ config }: Node, { preHooks, postHooks }: CompiledNode): boolean {
  return preHooks.length + postHooks.length + config.order_by.length === 0 && !config.contract.enforced;
}

/** How a table can be made slice by slice; null for one that cannot. */
export async function planTable(
  context: BuildContext,
  session: BuildSession,
  node: Node,
  compiled: CompiledNode,
): Promise<SlicePlan | null> {
  const column = sliceColumn(node);
  if (column === null || node.config.materialized !== 'table' || !isPlain(node, compiled)) return null;
  return planSlices(context, session, { column, sql: compiled.sql, reads: compiled.reads });
}

/** Slices in which the inputs of a plan differ from what was there; null when everything is to be made anew. */
export async function changedSince(
  { sliced, differences }: BuildContext,
  session: BuildSession,
  plan: SlicePlan,
  former: Pick<Sliced, 'shape' | 'roots'> | undefined,
): Promise<string[] | null> {
  if (former === undefined || former.shape !== plan.shape) return null;
  const ask = async (sql: string) => (await session.run(sql)).rows;
  const compare = (before: string, after: string): Promise<Difference | null> => {
    if (!sliced.has(before) || !sliced.has(after)) return Promise.resolve(null);
    const key = `${before} ${after}`;
    const known = differences.get(key) ?? compareVersions(ask, before, after);
    differences.set(key, known);
    return known;
  };
  const difference = await differenceOf(compare, former.roots, plan.roots);
  if (difference === null || difference.changed.length > difference.all * SHARE) return null;
  return difference.changed;
}
