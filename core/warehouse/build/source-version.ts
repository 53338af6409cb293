import type { Source } from '../project/manifest.ts';
import type { SourceVersion } from '../sources/load-source.ts';

/** A source is loaded under its table's name, or `source.table` when two applications have that table. */
export function versionOfSource(versions: readonly SourceVersion[], source: Source): SourceVersion | null {
  const exact = `${source.source}.${source.identifier}`.toLowerCase();
  const plain = source.identifier.toLowerCase();
  return (
    versions.find((version) => version.name.toLowerCase() === exact) ??
    versions.find((version) => version.name.toLowerCase() === plain) ??
    null
  );
}
