/**
 * One computation of a thing at a time: who asks for it while it is under way gets its answer. What it answers must be the same for
 * all who name it so; a failure is everybody's, and the next one who asks tries again.
 */
export function singleFlight(): <T>(name: readonly unknown[], compute: () => Promise<T>) => Promise<T> {
  const underWay = new Map<string, Promise<unknown>>();
  return <T>(name: readonly unknown[], compute: () => Promise<T>): Promise<T> => {
    const key = JSON.stringify(name);
    const joined = underWay.get(key);
    if (joined) return joined as Promise<T>;
    const begun = compute().finally(() => underWay.delete(key));
    underWay.set(key, begun);
    return begun;
  };
}
