/** Selects resources of a project. Documented at docs.getdbt.com, "Node selection" and "Test selection examples" (how tests come along). */
import type { Project, Selection, SelectionInput, SelectionState } from '../manifest.ts';
import { type MethodTools, matcher } from './methods.ts';
import { type Expression, parseSelection, type Term } from './parse-selection.ts';
import { type Resource, ResourceGraph, resourcesOf } from './resources.ts';

type Indirect = NonNullable<SelectionInput['indirect']>;

const graphs = new WeakMap<Project, ResourceGraph>();

function graphOf(project: Project): ResourceGraph {
  const known = graphs.get(project) ?? new ResourceGraph(resourcesOf(project));
  graphs.set(project, known);
  return known;
}

const isTest = (resource: Resource | undefined) => resource?.type === 'test' || resource?.type === 'unit_test';

class Selector {
  readonly #graph: ResourceGraph;
  readonly #tools: MethodTools;
  readonly #indirect: Indirect;

  constructor(graph: ResourceGraph, tools: MethodTools, indirect: Indirect) {
    this.#graph = graph;
    this.#tools = tools;
    this.#indirect = indirect;
  }

  #term(term: Term): Set<string> {
    const matches = matcher(term, this.#tools);
    const own = [...this.#graph.resources.values()].filter(matches).map((resource) => resource.id);
    if (term.closure) return this.#graph.upstream(this.#graph.downstream(own));
    const found = new Set(own);
    if (term.upstream > 0) for (const id of this.#graph.upstream(own, term.upstream)) found.add(id);
    if (term.downstream > 0) for (const id of this.#graph.downstream(own, term.downstream)) found.add(id);
    return found;
  }

  /** Tests that come along with selected resources. */
  #withTests(selected: Set<string>): Set<string> {
    if (this.#indirect === 'empty') return selected;
    const result = new Set(selected);
    const near =
      this.#indirect === 'buildable'
        ? this.#graph.upstream([...selected].filter((id) => !isTest(this.#graph.resources.get(id))))
        : selected;
    for (const test of this.#graph.resources.values()) {
      if (!isTest(test)) continue;
      const touches = test.dependsOn.some((id) => selected.has(id));
      const complete = test.dependsOn.every((id) => near.has(id));
      if (test.type === 'unit_test' ? touches : touches && (this.#indirect === 'eager' || complete))
        result.add(test.id);
    }
    return result;
  }

  /** Union over intersections; tests come along with every term, so that `orders,test_type:generic` works. */
  run(expression: Expression): Set<string> {
    const union = new Set<string>();
    for (const terms of expression) {
      const [first, ...others] = terms.map((term) => this.#withTests(this.#term(term)));
      if (!first) continue;
      for (const id of first) if (others.every((other) => other.has(id))) union.add(id);
    }
    // Whether all that a test looks at is selected shows only in the whole.
    return this.#withTests(union);
  }
}

/**
 * Ids of what the expressions select. Nothing selected is an empty selection, not an error.
 * @throws DomainError 'warehouse.selection_invalid' (details: expression, message)
 */
export function selectResources(project: Project, input: SelectionInput, state: SelectionState = {}): Selection {
  const graph = graphOf(project);
  const selector = new Selector(graph, { project, state }, input.indirect ?? 'eager');
  const wanted =
    input.select && input.select.length > 0
      ? selector.run(parseSelection(input.select))
      : new Set(graph.resources.keys());
  const excluded = input.exclude ? selector.run(parseSelection(input.exclude)) : new Set<string>();
  const kept = (id: string) => wanted.has(id) && !excluded.has(id);
  return {
    nodes: [...project.nodes.keys()].filter(kept),
    tests: project.tests.map((test) => test.id).filter(kept),
    unitTests: project.unitTests.map((test) => test.id).filter(kept),
    sources: project.sources.map((source) => source.id).filter(kept),
    exposures: project.exposures.map((exposure) => exposure.id).filter(kept),
  };
}

/** Only the models, seeds and snapshots of a selection, inputs before their readers. */
export function selectNodes(project: Project, input: SelectionInput, state?: SelectionState): string[] {
  return selectResources(project, input, state).nodes;
}
