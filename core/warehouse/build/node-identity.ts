import { canonicalJson, sha256Hex } from '@griot/kernel';
import type { CompiledNode, Node, Project } from '../project/manifest.ts';
import { volatility } from './volatile-sql.ts';

/** Stands for the relation that is being built until its name, which depends on the SQL, is known. */
export const THIS_PLACEHOLDER = '__griot_this__';

export interface IdentityInputs {
  project: Project;
  node: Node;
  /** Compiled as if built whole, with `THIS_PLACEHOLDER` for `this`. */
  compiled: CompiledNode;
  /** Content of everything it reads, by id. */
  contentOf(id: string): string;
  buildId: string;
  /** When the build was opened, ISO 8601 in UTC. */
  openedAt: string;
  /** Built again although nothing changed. */
  force: boolean;
}

/**
 * What a node is made from, as one digest: SQL, the settings that shape the table, the content of its inputs, and for SQL
 * that looks at the clock the day or the build. Equal digests mean an equal table, so it need not be built again.
 */
export function inputHash(i: IdentityInputs): string {
  const { node, compiled } = i;
  const { config } = node;
  const history = config.materialized === 'incremental' || config.materialized === 'snapshot';
  const kind = volatility([compiled.sql, ...compiled.preHooks, ...compiled.postHooks].join('\n'));
  return sha256Hex(
    canonicalJson({
      id: node.id,
      alias: node.alias,
      materialized: config.materialized,
      sql: compiled.sql,
      hooks: [compiled.preHooks, compiled.postHooks],
      // What only shows when it is continued: the incremental branch, keys, strategy.
      continued: history ? i.project.fingerprintParts(node.id).build : null,
      shape: [
        config.order_by,
        config.contract.enforced,
        config.contract.enforced ? [node.columns, node.constraints] : null,
      ],
      seed: node.seed === null ? null : [node.seed.sha256, config.column_types, config.delimiter, config.quote_columns],
      reads: [...compiled.reads].sort().map((id) => [id, i.contentOf(id)]),
      clock: i.force || kind === 'always' ? i.buildId : byTime(i, kind === 'day'),
    }),
  );
}

/** The day or hour on which the result depends. A microbatch model builds the batches up to now. */
function byTime({ node, openedAt }: IdentityInputs, byDay: boolean): string | null {
  const { incremental_strategy, materialized, batch_size } = node.config;
  const batches = materialized === 'incremental' && incremental_strategy === 'microbatch';
  if (batches && batch_size === 'hour') return openedAt.slice(0, 13);
  return batches || byDay ? openedAt.slice(0, 10) : null;
}

/** Name of the physical relation that holds a content. */
export function relationName(alias: string, contentId: string): string {
  return `${alias}__${contentId.slice(0, 16)}`;
}

/** What an incremental or a snapshot contains: its former content changed by these inputs. */
export function continuedContent(hash: string, former: string): string {
  return sha256Hex(`${former}\n${hash}`);
}
