/** What a node's template and its hooks name. */
import type { Findings } from '../findings.ts';
import type { Template } from '../jinja/ast.ts';
import { parseTemplate } from '../jinja/parse-template.ts';
import { TemplateError } from '../jinja/values.ts';
import { type References, references } from '../macros/references.ts';
import type { Node } from '../manifest.ts';

/** Hooks that do not parse are left out, and reported when `findings` is given. */
export function nodeReferences(node: Node, template: Template | null, findings?: Findings): References {
  const bodies = template ? [...template.body] : [];
  for (const hook of [...node.config.pre_hook, ...node.config.post_hook]) {
    try {
      bodies.push(...parseTemplate(hook.sql, node.file).body);
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      findings?.error(node.file, node.line, `${node.kind} '${node.name}': a hook cannot be read: ${error.message}`);
    }
  }
  return references(bodies);
}
