/** `{% docs %}` blocks of .md files, and `{{ doc('…') }}` in descriptions. Documented at docs.getdbt.com, "Documentation", "Using docs blocks". */
import { listFiles, readTexts } from '../files/project-files.ts';
import type { Findings } from '../findings.ts';
import { lineCounter } from '../jinja/lexer.ts';
import type { PackageFolder } from '../settings/packages.ts';

const OPEN = /\{%[-+]?\s*docs\s+(\w+)\s*[-+]?%\}/g;
const CLOSE = /\{%[-+]?\s*enddocs\s*[-+]?%\}/g;

interface Block {
  name: string;
  text: string;
  line: number;
}

/** Blocks of one file, in order; what is between them is prose. */
function blocksOf(source: string, report: (line: number, message: string) => void): Block[] {
  const blocks: Block[] = [];
  const lineAt = lineCounter(source);
  OPEN.lastIndex = 0;
  for (let open = OPEN.exec(source); open; open = OPEN.exec(source)) {
    const [, name = ''] = open;
    const line = lineAt(open.index);
    CLOSE.lastIndex = OPEN.lastIndex;
    const close = CLOSE.exec(source);
    if (!close) {
      report(line, `the docs block '${name}' is not closed: '{% enddocs %}' is missing`);
      break;
    }
    blocks.push({ name, text: source.slice(OPEN.lastIndex, close.index).trim(), line });
    OPEN.lastIndex = CLOSE.lastIndex;
  }
  return blocks;
}

/** Blocks of a package, keyed `package.name`. */
export async function readDocs(owner: PackageFolder, findings: Findings): Promise<[string, string][]> {
  const { modelPaths, seedPaths, snapshotPaths, macroPaths, testPaths } = owner.settings;
  const folders = [...modelPaths, ...seedPaths, ...snapshotPaths, ...macroPaths, ...testPaths];
  const files = await listFiles(owner.dir, owner.prefix, folders, ['.md']);
  const blocks: [string, string][] = [];
  const seen = new Map<string, string>();
  for (const [{ file }, text] of await readTexts(files, findings)) {
    for (const { name, text: body, line } of blocksOf(text, (at, message) => findings.error(file, at, message))) {
      const before = seen.get(name);
      if (before) findings.error(file, line, `two docs blocks are named '${name}': the other is in ${before}`);
      seen.set(name, file);
      blocks.push([`${owner.name}.${name}`, body]);
    }
  }
  return blocks;
}

/** A description with its `doc()` calls filled in; `report` hears of names that are missing. */
export function fillDocs(
  description: string,
  owner: string,
  root: string,
  docs: ReadonlyMap<string, string>,
  report: (message: string) => void,
): string {
  if (!description.includes('{{')) return description;
  return description.replace(
    /\{\{-?\s*doc\(\s*(['"])([^'"]+)\1(?:\s*,\s*(['"])([^'"]+)\3)?\s*\)\s*-?\}\}/g,
    (whole, _q, first: string, _r, second?: string) => {
      const found =
        second === undefined
          ? (docs.get(`${owner}.${first}`) ?? docs.get(`${root}.${first}`))
          : docs.get(`${first}.${second}`);
      if (found === undefined) report(`there is no docs block '${second ?? first}'`);
      return found ?? whole;
    },
  );
}
