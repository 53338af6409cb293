/** The macros of every package. Those of our own packages are read once and shared between projects. */
import { listFiles, readTexts } from '../files/project-files.ts';
import { Findings } from '../findings.ts';
import { type MacroEntry, MacroIndex } from '../macros/macro-index.ts';
import { readMacros } from '../macros/read-macros.ts';
import type { Target } from '../manifest.ts';
import type { PackageFolder } from '../settings/packages.ts';

async function macrosOf(owner: PackageFolder, findings: Findings): Promise<{ entries: MacroEntry[]; texts: string[] }> {
  const { macroPaths, testPaths } = owner.settings;
  const folders = [...macroPaths, ...testPaths.map((path) => `${path}/generic`)];
  const texts = await readTexts(await listFiles(owner.dir, owner.prefix, folders, ['.sql']), findings);
  return {
    entries: [...texts].flatMap(([{ file }, text]) => readMacros(text, file, owner.name, findings)),
    texts: [...texts.values()],
  };
}

const builtinMacros = new Map<string, Promise<MacroEntry[]>>();

async function readBuiltin(owner: PackageFolder): Promise<MacroEntry[]> {
  const findings = new Findings();
  const { entries } = await macrosOf(owner, findings);
  findings.throwIfAny();
  return entries;
}

/** Macros of the packages found and of the built-in ones that none of them replaces. Also answers the texts read, for the digest. */
export async function loadMacros(
  packages: readonly PackageFolder[],
  builtins: readonly PackageFolder[],
  target: Target,
  findings: Findings,
): Promise<{ index: MacroIndex; texts: string[] }> {
  const [root] = packages;
  const dispatchOrders = root?.settings.dispatch ?? new Map();
  const index = new MacroIndex(root?.name ?? '', target.type, dispatchOrders);
  const read: string[] = [];
  for (const owner of packages) {
    const { entries, texts } = await macrosOf(owner, findings);
    read.push(...texts);
    for (const entry of entries) {
      const before = index.add(entry);
      if (before)
        findings.error(
          entry.macro.file,
          entry.macro.line,
          `two macros are named '${entry.macro.name}': the other is in ${before.macro.file}:${before.macro.line}`,
        );
    }
  }
  for (const builtin of builtins) {
    if (packages.some((owner) => owner.name === builtin.name)) continue;
    const entries = builtinMacros.get(builtin.name) ?? readBuiltin(builtin);
    builtinMacros.set(builtin.name, entries);
    // Copied: which macros a built-in one calls depends on the project.
    for (const entry of await entries) index.add({ ...entry, macro: { ...entry.macro } });
  }
  index.link();
  return { index, texts: read };
}
