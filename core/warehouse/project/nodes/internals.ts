/** What compiling and selecting need of a loaded project beyond its manifest. Kept beside it, so that a Project stays plain data. */
import { DomainError } from '@griot/kernel';
import type { Vars } from '../context/vars.ts';
import type { RefIndex } from '../graph/ref-index.ts';
import type { Template } from '../jinja/ast.ts';
import type { MacroIndex } from '../macros/macro-index.ts';
import type { Project } from '../manifest.ts';

export interface Internals {
  macros: MacroIndex;
  vars: Vars;
  env: Readonly<Record<string, string>>;
  fuel: number | undefined;
  index: RefIndex;
  /** Templates of nodes and singular tests, by id. */
  templates: ReadonlyMap<string, Template>;
}

const known = new WeakMap<Project, Internals>();

export function keepInternals(project: Project, internals: Internals): void {
  known.set(project, internals);
}

export function internalsOf(project: Project): Internals {
  const internals = known.get(project);
  if (!internals) throw new Error('this project was not made by loadProject');
  return internals;
}

export function unknownId(id: string): DomainError {
  return new DomainError({
    code: 'warehouse.node_unknown',
    kind: 'not_found',
    details: { id },
    message: `the project has no '${id}'`,
  });
}
