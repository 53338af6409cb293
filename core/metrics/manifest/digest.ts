import { sha256Hex } from '@griot/kernel';
import type { SemanticManifest } from './model.ts';

const known = new WeakMap<SemanticManifest, string>();

/** Of everything that is declared: equal digests measure equally. */
export function manifestDigest(manifest: SemanticManifest): string {
  const before = known.get(manifest);
  if (before !== undefined) return before;
  const text = JSON.stringify(manifest, (_, value: unknown) => (value instanceof Map ? [...value] : value));
  const digest = sha256Hex(text).slice(0, 16);
  known.set(manifest, digest);
  return digest;
}
