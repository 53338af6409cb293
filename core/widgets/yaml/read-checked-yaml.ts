import { DomainError } from '@griot/kernel';
import { isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';

/** A fault of a YAML text: where it stands and what to do about it. */
export interface YamlFault {
  /** Counted from 1. */
  line: number;
  /** `widgets.2.query.metrics` */
  path: string;
  message: string;
}

const MAX_BYTES = 500_000;
const MAX_FAULTS = 100;

/** Reads a YAML text by a schema. Throws `widgets.yaml_invalid` with every fault and its line (details.faults). */
export function readCheckedYaml<S extends z.ZodType>(text: string, schema: S, file = 'YAML'): z.output<S> {
  if (text.length > MAX_BYTES) throw invalid(file, [{ line: 1, path: '', message: `longer than ${MAX_BYTES} signs` }]);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const syntax = document.errors.map(({ pos, message }) => ({ line: lines.linePos(pos[0]).line, path: '', message }));
  if (syntax.length > 0) throw invalid(file, syntax);
  const parsed = schema.safeParse(document.toJS({ maxAliasCount: 50 }));
  if (parsed.success) return parsed.data;
  const lineOf = (path: readonly PropertyKey[]): number => {
    // The nearest thing on the way to the place: a missing key has no line of its own.
    for (let length = path.length; length >= 0; length -= 1) {
      const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
    }
    return 1;
  };
  const faults = parsed.error.issues.flatMap(flatten).map(({ path, message }) => ({
    line: lineOf(path),
    path: path.map(String).join('.'),
    message,
  }));
  throw invalid(file, faults);
}

type Issue = z.core.$ZodIssue;

/** Of a choice between shapes, the faults of the shape that came nearest: fewest faults. */
function flatten(issue: Issue): { path: readonly PropertyKey[]; message: string }[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ path: [...issue.path, key], message: 'this key does not exist here' }));
  if (issue.code !== 'invalid_union') return [{ path: issue.path, message: issue.message }];
  const [nearest] = [...issue.errors].sort((a, b) => a.length - b.length);
  if (!nearest || nearest.length === 0) return [{ path: issue.path, message: issue.message }];
  return nearest.flatMap(flatten).map(({ path, message }) => ({ path: [...issue.path, ...path], message }));
}

function invalid(file: string, found: YamlFault[]): DomainError {
  const faults = [...found].sort((a, b) => a.line - b.line).slice(0, MAX_FAULTS);
  const first = faults[0];
  return new DomainError({
    code: 'widgets.yaml_invalid',
    kind: 'invalid',
    details: { file, faults, count: faults.length, line: first?.line ?? 1, fault: describe(first) },
    message: `${file}: ${faults.map((fault) => `line ${fault.line}: ${describe(fault)}`).join('; ')}`,
  });
}

const describe = (fault: YamlFault | undefined): string =>
  fault ? [fault.path, fault.message].filter((part) => part !== '').join(': ') : '';
