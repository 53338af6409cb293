/** Resolves what nodes refer to, and checks what may refer to what. */
import type { Findings } from '../findings.ts';
import type { MacroIndex } from '../macros/macro-index.ts';
import type { Group, Node } from '../manifest.ts';
import type { Asked } from '../nodes/loading.ts';
import { nodeReferences } from '../nodes/node-references.ts';
import type { ParsedNode } from '../nodes/parse-node.ts';
import { orderGraph } from './order.ts';
import type { RefIndex } from './ref-index.ts';
import { readReference } from './reference-text.ts';

/** Ids of what was asked for, once each, in order; what is missing is reported. */
export function resolveAsked(
  asked: Asked,
  owner: string,
  file: string,
  index: RefIndex,
  findings: Findings,
  onNode?: (node: Node, line: number) => void,
): string[] {
  const ids = new Set<string>();
  for (const call of asked.refs) {
    const result = index.ref(call, owner);
    if ('problem' in result) findings.error(file, call.line, result.problem);
    else {
      ids.add(result.found.id);
      onNode?.(result.found, call.line);
    }
  }
  for (const call of asked.sources) {
    const result = index.source(call.source, call.table, owner);
    if ('problem' in result) findings.error(file, call.line, result.problem);
    else ids.add(result.found.id);
  }
  return [...ids];
}

/** Private models are for their group alone: its models, its tests; never for exposures. Documented at docs.getdbt.com, "Model access". */
export function checkAccess(
  reader: { group: string | null; package: string; file: string },
  input: Node,
  line: number,
  findings: Findings,
): void {
  if (
    input.config.access !== 'private' ||
    (reader.group !== null && reader.group === input.config.group && reader.package === input.package)
  )
    return;
  findings.error(reader.file, line, `'${input.name}' is private to the group '${input.config.group}'`);
}

/** Documented at docs.getdbt.com, "Model contracts" and "constraints". */
function checkContract({ node, described, place }: ParsedNode, index: RefIndex, findings: Findings): void {
  const columns = { file: node.propertiesFile ?? node.file, line: described.properties?.line('columns') ?? node.line };
  const report = ({ file, line }: { file: string; line: number }, message: string) =>
    findings.error(file, line, `model '${node.name}'${message}`);
  for (const constraint of [...node.constraints, ...node.columns.flatMap((column) => column.constraints)]) {
    if (constraint.to === null) continue;
    const reference = readReference(constraint.to);
    const result =
      reference?.kind === 'ref'
        ? index.ref(reference, node.package)
        : reference?.kind === 'source'
          ? index.source(reference.source, reference.table, node.package)
          : null;
    if (result === null) report(columns, `: the constraint's 'to' must be ref(…) or source(…), not '${constraint.to}'`);
    else if ('problem' in result) report(columns, `: ${result.problem}`);
    else constraint.to = result.found.id;
  }
  const { config } = node;
  if (!config.contract.enforced || node.kind !== 'model') return;
  if (node.columns.length === 0) report(place('contract'), ' has a contract, but no columns are described');
  for (const column of node.columns) {
    if (column.data_type === null) report(columns, ` has a contract, but its column '${column.name}' has no data_type`);
  }
  if (config.materialized === 'ephemeral')
    report(place('materialized'), ' has a contract, which an ephemeral model cannot keep');
  if (
    config.materialized === 'incremental' &&
    (config.on_schema_change === 'ignore' || config.on_schema_change === 'sync_all_columns')
  )
    report(
      place('on_schema_change'),
      ' has a contract: an incremental model then needs on_schema_change append_new_columns or fail',
    );
}

function checkGroup({ node, place }: ParsedNode, groups: ReadonlySet<string>, findings: Findings): void {
  const { group, access } = node.config;
  const what = `${node.kind} '${node.name}'`;
  if (group !== null && !groups.has(group))
    findings.error(place('group').file, place('group').line, `${what}: there is no group '${group}'`);
  if (access === 'private' && group === null)
    findings.error(place('access').file, place('access').line, `${what} is private, but in no group`);
}

export function linkNodes(
  parsed: readonly ParsedNode[],
  index: RefIndex,
  macros: MacroIndex,
  groups: readonly Group[],
  findings: Findings,
): Map<string, Node> {
  const enabled = parsed.filter(({ node }) => node.config.enabled);
  const groupNames = new Set(groups.map((group) => group.name));
  for (const parsedNode of enabled) {
    const { node, described, asked } = parsedNode;
    const reader = { group: node.config.group, package: node.package, file: node.file };
    node.dependsOn = resolveAsked(asked, node.package, node.file, index, findings, (input, line) =>
      checkAccess(reader, input, line, findings),
    );
    node.macros = macros.reachable(nodeReferences(node, described.template, findings), node.package);
    checkContract(parsedNode, index, findings);
    checkGroup(parsedNode, groupNames, findings);
  }
  const byId = new Map(enabled.map(({ node }) => [node.id, node]));
  const { order, cycles } = orderGraph(byId.keys(), (id) => byId.get(id)?.dependsOn ?? []);
  for (const cycle of cycles) {
    const names = cycle.map((id) => byId.get(id)?.name ?? id);
    const first = byId.get(cycle[0] ?? '');
    findings.error(first?.file ?? '', first?.line ?? 1, `the models read each other in a circle: ${names.join(' → ')}`);
  }
  return new Map(
    order.flatMap((id): [string, Node][] => {
      const node = byId.get(id);
      return node ? [[id, node]] : [];
    }),
  );
}

/** Names that `ref` could not tell apart, and relations that would stand in the same place. */
export function checkDuplicates(nodes: Iterable<Node>, findings: Findings): void {
  const names = new Map<string, Node>();
  const places = new Map<string, Node>();
  for (const node of nodes) {
    const name = `${node.package}.${node.name}.${node.version ?? ''}`;
    const sameName = names.get(name);
    if (sameName)
      findings.error(node.file, node.line, `two resources are named '${node.name}': the other is in ${sameName.file}`);
    else names.set(name, node);
    if (node.config.materialized === 'ephemeral') continue;
    const place = `${node.config.database ?? ''}.${node.schema}.${node.alias}`.toLowerCase();
    const samePlace = places.get(place);
    if (samePlace && !sameName)
      findings.error(
        node.file,
        node.line,
        `'${node.name}' would stand in the same place as '${samePlace.name}' (${node.schema}.${node.alias}): give one an alias or a schema`,
      );
    else places.set(place, node);
  }
}
