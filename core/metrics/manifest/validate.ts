import type { ManifestProblem, SemanticManifest } from './model.ts';

export function validateManifest(_manifest: SemanticManifest): ManifestProblem[] {
  return [];
}
