/** One thing to do in a build, after others. */
export interface Task<R> {
  id: string;
  after: string[];
  /** `skipped`: something it needs failed. */
  run(skipped: boolean): Promise<R>;
  /** Whether what comes after it is skipped. */
  failed(result: R): boolean;
}

/**
 * Runs every task once all that it comes after has ended, as many at once as `run` admits. A task after a failed or skipped
 * one is run with `skipped`. When one throws, no further task is started, and the error is thrown when the rest has ended.
 */
export async function runTasks<R>(tasks: readonly Task<R>[]): Promise<R[]> {
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const ends = new Map<string, Promise<boolean>>();
  const results: R[] = [];
  let broken: { error: unknown } | undefined;

  const end = (task: Task<R>): Promise<boolean> => {
    const known = ends.get(task.id);
    if (known !== undefined) return known;
    const mine = (async () => {
      const before = task.after.flatMap((id) => byId.get(id) ?? []);
      const failures = await Promise.all(before.map(end));
      if (broken !== undefined) return true;
      const skipped = failures.includes(true);
      try {
        const result = await task.run(skipped);
        results.push(result);
        return skipped || task.failed(result);
      } catch (error) {
        broken ??= { error };
        return true;
      }
    })();
    ends.set(task.id, mine);
    return mine;
  };

  await Promise.all(tasks.map(end));
  if (broken !== undefined) throw broken.error;
  return results;
}
