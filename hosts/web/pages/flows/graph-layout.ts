interface Node {
  name: string;
  dependsOn: readonly string[];
}

export interface PlacedNode {
  name: string;
  /** Column, by the longest way from a first task; row inside it. */
  column: number;
  row: number;
}

export interface GraphLayout {
  nodes: PlacedNode[];
  columns: number;
  rows: number;
}

/** Places tasks in columns so that arrows go to the right, each near the middle of those it waits for. */
export function layoutGraph(tasks: readonly Node[]): GraphLayout {
  const byName = new Map(tasks.map((task) => [task.name, task]));
  const columns = new Map<string, number>();
  const columnOf = (name: string): number => {
    const known = columns.get(name);
    if (known !== undefined) return known;
    const before = (byName.get(name)?.dependsOn ?? []).filter((one) => byName.has(one));
    const column = before.length === 0 ? 0 : Math.max(...before.map(columnOf)) + 1;
    columns.set(name, column);
    return column;
  };
  for (const task of tasks) columnOf(task.name);
  const placed = new Map<string, PlacedNode>();
  const count = Math.max(0, ...columns.values()) + (tasks.length > 0 ? 1 : 0);
  let rows = 0;
  for (let column = 0; column < count; column += 1) {
    const here = tasks.filter((task) => columns.get(task.name) === column);
    const wish = (task: Node): number => {
      const before = task.dependsOn.flatMap((one) => placed.get(one)?.row ?? []);
      return before.length === 0 ? 0 : before.reduce((sum, row) => sum + row, 0) / before.length;
    };
    const order = here.map((task, index) => ({ task, wish: wish(task), index }));
    order.sort((a, b) => a.wish - b.wish || a.index - b.index);
    let next = 0;
    for (const { task, wish: wished } of order) {
      const row = Math.max(next, order.length === 1 ? Math.round(wished) : next);
      placed.set(task.name, { name: task.name, column, row });
      next = row + 1;
    }
    rows = Math.max(rows, next);
  }
  return { nodes: [...placed.values()], columns: count, rows };
}
