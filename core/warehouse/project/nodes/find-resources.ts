/** Models, seeds and snapshots as they lie in the folders, before anything of them is rendered. */
import { hashFile, listFiles, type ProjectFile, readTexts } from '../files/project-files.ts';
import type { Findings } from '../findings.ts';
import type { Template } from '../jinja/ast.ts';
import { parseTemplate } from '../jinja/parse-template.ts';
import { TemplateError } from '../jinja/values.ts';
import type { Node } from '../manifest.ts';
import type { PackageFolder } from '../settings/packages.ts';

export interface RawNode {
  kind: Node['kind'];
  name: string;
  owner: PackageFolder;
  file: string;
  line: number;
  rawSql: string;
  /** Null for seeds and for templates that do not parse. */
  template: Template | null;
  /** Without the version, which is added at the end. */
  fqn: string[];
  seed: Node['seed'];
  /** Text of a YAML snapshot's `relation:`. */
  relation: string | null;
}

function stem(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.[^.]+$/, '');
}

/** Folders of a path below the resource folder it lies in. */
export function foldersBelow(path: string, roots: readonly string[]): string[] {
  const root = roots.filter((folder) => path.startsWith(`${folder}/`)).sort((a, b) => b.length - a.length)[0] ?? '';
  return path
    .slice(root.length + 1)
    .split('/')
    .slice(0, -1);
}

export function parseOrReport(text: string, file: string, line: number, findings: Findings): Template | null {
  try {
    return parseTemplate(text, file, line);
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    findings.error(file, error.line ?? line, error.message);
    return null;
  }
}

async function models(owner: PackageFolder, findings: Findings): Promise<RawNode[]> {
  const { modelPaths } = owner.settings;
  const files = await listFiles(owner.dir, owner.prefix, modelPaths, ['.sql', '.py']);
  for (const { file } of files.filter(({ path }) => path.endsWith('.py')))
    findings.error(file, 1, 'Python models are not supported');
  const texts = await readTexts(
    files.filter(({ path }) => path.endsWith('.sql')),
    findings,
  );
  return [...texts].map(([{ file, path }, text]): RawNode => {
    const name = stem(path);
    if (/\s/.test(name)) findings.error(file, 1, `the model's name '${name}' may not have spaces`);
    const template = parseOrReport(text, file, 1, findings);
    return {
      kind: 'model',
      name,
      owner,
      file,
      line: 1,
      rawSql: text,
      template,
      fqn: [owner.name, ...foldersBelow(path, modelPaths), name],
      seed: null,
      relation: null,
    };
  });
}

async function seeds(owner: PackageFolder): Promise<RawNode[]> {
  const { seedPaths } = owner.settings;
  const files = await listFiles(owner.dir, owner.prefix, seedPaths, ['.csv']);
  return Promise.all(
    files.map(async ({ file, path, absolute }: ProjectFile): Promise<RawNode> => {
      const name = stem(path);
      const seed = { path: absolute, sha256: await hashFile(absolute) };
      return {
        kind: 'seed',
        name,
        owner,
        file,
        line: 1,
        rawSql: '',
        template: null,
        fqn: [owner.name, ...foldersBelow(path, seedPaths), name],
        seed,
        relation: null,
      };
    }),
  );
}

async function snapshots(owner: PackageFolder, findings: Findings): Promise<RawNode[]> {
  const { snapshotPaths, modelPaths } = owner.settings;
  const files = await listFiles(
    owner.dir,
    owner.prefix,
    snapshotPaths.filter((path) => !modelPaths.includes(path)),
    ['.sql'],
  );
  const nodes: RawNode[] = [];
  for (const [{ file, path }, text] of await readTexts(files, findings)) {
    const template = parseOrReport(text, file, 1, findings);
    for (const block of template?.body ?? []) {
      if (block.kind !== 'snapshot') continue;
      nodes.push({
        kind: 'snapshot',
        name: block.name,
        owner,
        file,
        line: block.innerLine,
        rawSql: block.inner,
        template: { file, source: block.inner, body: block.body },
        fqn: [owner.name, ...foldersBelow(path, snapshotPaths), stem(path), block.name],
        seed: null,
        relation: null,
      });
    }
  }
  return nodes;
}

export async function findResources(owner: PackageFolder, findings: Findings): Promise<RawNode[]> {
  const found = await Promise.all([models(owner, findings), seeds(owner), snapshots(owner, findings)]);
  return found.flat();
}
