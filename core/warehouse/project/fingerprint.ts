/**
 * What a node, test or source is made of, as digests: its own text, settings, macros and vars, not those of its inputs. Equal
 * fingerprints compile to equal SQL over equal inputs. The parts are those of dbt's `state:modified.…`.
 */
import { canonicalJson, sha256Hex } from '@griot/kernel';
import { ENV_PREFIX } from './context/session-options.ts';
import type { Vars } from './context/vars.ts';
import type { Template } from './jinja/ast.ts';
import type { MacroIndex } from './macros/macro-index.ts';
import { type References, references } from './macros/references.ts';
import type { DataTest, Exposure, Fingerprint, Node, Source, Target } from './manifest.ts';
import { nodeReferences } from './nodes/node-references.ts';

export interface FingerprintTools {
  macros: MacroIndex;
  vars: Vars;
  env: Readonly<Record<string, string>>;
  target: Target;
  projectName: string;
  /** Digest of the whole project, for templates that read the whole graph. */
  digest: () => string;
}

const plain = (value: unknown): unknown => {
  if (typeof value === 'bigint') return String(value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value ?? null;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
};

const digestOf = (value: unknown) => sha256Hex(canonicalJson(plain(value)));

/** `built`: the settings that decide the rows; all of `configs` when not given. */
function assemble(parts: Omit<Fingerprint, 'all' | 'build'>, built: unknown = parts.configs): Fingerprint {
  const { body, macros, vars, contract } = parts;
  return { all: digestOf(parts), build: digestOf({ body, built, macros, vars, contract }), ...parts };
}

/** Values that a text and its macros may read. Names in branches that do not run count: they may run next time. */
function varsOf(
  own: References,
  macroIds: readonly string[],
  owner: string,
  tools: FingerprintTools,
): Record<string, unknown> {
  const all = [own, ...macroIds.flatMap((id) => tools.macros.get(id)?.references ?? [])];
  const names = new Set(all.flatMap((used) => [...used.vars]));
  const envs = new Set(all.flatMap((used) => [...used.envs]).filter((name) => name.startsWith(ENV_PREFIX)));
  const uses = (name: string) => all.some((used) => used.names.has(name));
  const values: Record<string, unknown> = {};
  for (const name of [...names].sort()) values[name] = tools.vars.get(name, owner);
  for (const name of [...envs].sort()) values[`env ${name}`] = tools.env[name] ?? null;
  if (uses('target') || uses('schema') || uses('database')) values.target = tools.target;
  if (uses('graph')) values.graph = tools.digest();
  return values;
}

function macroSources(ids: readonly string[], macros: MacroIndex): string[] {
  return ids.map((id) => `${id}\n${macros.get(id)?.macro.source ?? ''}`);
}

export function nodeFingerprint(node: Node, template: Template | undefined, tools: FingerprintTools): Fingerprint {
  const { schema, alias, config } = node;
  // Where it stands is the part `relation`; the rest of the settings is `configs`.
  const { schema: _s, alias: _a, database, tags: _t, meta: _m, docs: _d, group: _g, access: _x, ...built } = config;
  const described = { tags: config.tags, meta: config.meta, group: config.group, access: config.access };
  const used = nodeReferences(node, template ?? null);
  return assemble(
    {
      body: node.seed ? node.seed.sha256 : sha256Hex(node.rawSql),
      configs: digestOf({ built, described }),
      macros: digestOf(macroSources(node.macros, tools.macros)),
      vars: digestOf(varsOf(used, node.macros, node.package, tools)),
      contract: digestOf(
        config.contract.enforced
          ? {
              columns: node.columns.map(({ name, data_type, constraints }) => ({ name, data_type, constraints })),
              constraints: node.constraints,
            }
          : null,
      ),
      relation: digestOf({ schema, alias, database }),
    },
    built,
  );
}

export function testFingerprint(test: DataTest, template: Template | undefined, tools: FingerprintTools): Fingerprint {
  const used = template ? references(template.body) : references([]);
  return assemble({
    body: digestOf({
      rawSql: test.rawSql,
      arguments: test.arguments,
      column: test.column,
      attachedTo: test.attachedTo,
    }),
    configs: digestOf(test.config),
    macros: digestOf(macroSources(test.macros, tools.macros)),
    vars: digestOf(varsOf(used, test.macros, test.package, tools)),
    contract: digestOf(null),
    relation: digestOf(null),
  });
}

export function sourceFingerprint(source: Source): Fingerprint {
  const { schema, database, identifier, freshness, loaded_at_field, loaded_at_query, external } = source;
  return assemble({
    body: digestOf(null),
    configs: digestOf({ freshness, loaded_at_field, loaded_at_query, external }),
    macros: digestOf(null),
    vars: digestOf(null),
    contract: digestOf(null),
    relation: digestOf({ schema, database, identifier }),
  });
}

export function exposureFingerprint({ file: _f, line: _l, ...exposure }: Exposure): Fingerprint {
  return assemble({
    body: digestOf(exposure),
    configs: digestOf(null),
    macros: digestOf(null),
    vars: digestOf(null),
    contract: digestOf(null),
    relation: digestOf(null),
  });
}
