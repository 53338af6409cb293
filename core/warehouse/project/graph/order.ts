/** Inputs before their readers, and the cycles that make that impossible. */

/** Ids in an order in which every id comes after those it depends on; ties keep the given order. `cycles` lists one path per cycle found. */
export function orderGraph(
  ids: Iterable<string>,
  dependsOn: (id: string) => readonly string[],
): { order: string[]; cycles: string[][] } {
  const order: string[] = [];
  const cycles: string[][] = [];
  const state = new Map<string, 'open' | 'done'>();
  const all = new Set(ids);
  for (const start of all) {
    if (state.has(start)) continue;
    // Depth first, without recursion: chains of thousands of models are real.
    const path: { id: string; next: number; inputs: readonly string[] }[] = [];
    const enter = (id: string) => {
      state.set(id, 'open');
      path.push({ id, next: 0, inputs: dependsOn(id).filter((input) => all.has(input)) });
    };
    enter(start);
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const input = top.inputs[top.next];
      if (input === undefined) {
        state.set(top.id, 'done');
        order.push(top.id);
        path.pop();
        continue;
      }
      top.next += 1;
      const seen = state.get(input);
      if (seen === undefined) enter(input);
      else if (seen === 'open') {
        const from = path.findIndex((entry) => entry.id === input);
        cycles.push([...path.slice(from).map((entry) => entry.id), input]);
      }
    }
  }
  return { order, cycles };
}
