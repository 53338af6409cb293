/** `exposures:` and `groups:`. Documented at docs.getdbt.com, "Exposure properties" and "Groups". */

import { checkAccess } from '../graph/link-nodes.ts';
import type { RefIndex } from '../graph/ref-index.ts';
import { readReference } from '../graph/reference-text.ts';
import type { Exposure, Group } from '../manifest.ts';
import { readMetaAndTags } from '../yaml/columns.ts';
import type { Property } from '../yaml/read-properties.ts';
import type { Section } from '../yaml/section.ts';
import { foldersBelow } from './find-resources.ts';

function readOwner(section: Section): Group['owner'] {
  const owner = section.section('owner');
  const email = owner?.raw('email');
  return {
    name: owner?.text('name') ?? null,
    email: Array.isArray(email) ? email.map(String).join(', ') : (owner?.text('email') ?? null),
  };
}

const METRIC = /^\s*metric\s*\(\s*['"]([^'"]+)['"]\s*\)\s*$/;

function metricsOf(section: Section): string[] {
  return section.list('depends_on').flatMap((item) => {
    const name = typeof item === 'string' ? METRIC.exec(item)?.[1] : undefined;
    return name === undefined ? [] : [name];
  });
}

function resolve(section: Section, owner: string, index: RefIndex): string[] {
  const list = section.list('depends_on');
  return list.flatMap((item, at) => {
    const line = section.yaml.lines.of(list, at);
    const reference = typeof item === 'string' ? readReference(item) : null;
    // Metrics live in the semantic layer; an exposure may name them.
    if (typeof item === 'string' && /^\s*metric\s*\(/.test(item)) return [];
    if (reference === null || reference.kind === 'this') {
      section.findings.error(
        section.file,
        line,
        `${section.what}: depends_on must have ref(…) or source(…), not '${String(item)}'`,
      );
      return [];
    }
    const result =
      reference.kind === 'ref' ? index.ref(reference, owner) : index.source(reference.source, reference.table, owner);
    if ('found' in result) {
      if ('kind' in result.found)
        checkAccess({ group: null, package: owner, file: section.file }, result.found, line, section.findings);
      return [result.found.id];
    }
    section.findings.error(section.file, line, `${section.what}: ${result.problem}`);
    return [];
  });
}

export function readExposure({ section, package: owner }: Property, index: RefIndex): Exposure | null {
  const name = section.text('name') ?? '';
  const type = section.oneOf('type', ['dashboard', 'notebook', 'analysis', 'ml', 'application']);
  if (!section.has('type')) section.error(`${section.what}: 'type' is missing`);
  if (!section.has('owner')) section.error(`${section.what}: 'owner' is missing (a name or an email)`);
  const enabled = section.section('config')?.bool('enabled') ?? true;
  if (type === null || !enabled) return null;
  return {
    id: `exposure.${owner.name}.${name}`,
    name,
    package: owner.name,
    type,
    label: section.text('label') ?? name,
    description: section.text('description') ?? '',
    url: section.text('url'),
    maturity: section.oneOf('maturity', ['high', 'medium', 'low']),
    owner: readOwner(section),
    dependsOn: [...new Set(resolve(section, owner.name, index))],
    metrics: metricsOf(section),
    ...readMetaAndTags(section),
    enabled,
    file: section.file,
    line: section.line(),
    fqn: [owner.name, ...foldersBelow(section.file.slice(owner.prefix.length), owner.settings.modelPaths), name],
  };
}

export function readGroup({ section, package: owner }: Property): Group {
  if (!section.has('owner')) section.error(`${section.what}: 'owner' is missing (a name or an email)`);
  return { name: section.text('name') ?? '', package: owner.name, owner: readOwner(section) };
}
