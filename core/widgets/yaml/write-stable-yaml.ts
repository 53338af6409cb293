import { stringify } from 'yaml';

/**
 * YAML that changes only where the content does: keys in the order given, no line folded, no anchors; equal content gives
 * equal bytes. Undefined members are left out.
 */
export function writeStableYaml(value: unknown): string {
  return stringify(value, { lineWidth: 0, aliasDuplicateObjects: false, indentSeq: true, sortMapEntries: false });
}
