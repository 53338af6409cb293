import type { BuildResult } from '@griot/warehouse';

/** A test is the same when it says the same of the same number of rows. */
export function compareTests({ tests }: BuildResult, theirs: ReadonlyMap<string, string>): number {
  const ours = new Map(tests.map(({ name, status, failures }) => [name, `${status} ${failures}`]));
  let differing = 0;
  for (const name of new Set([...ours.keys(), ...theirs.keys()])) {
    if (ours.get(name) === theirs.get(name)) continue;
    differing += 1;
    console.log(`DIFFERS test ${name}: ours ${ours.get(name) ?? 'none'}, dbt ${theirs.get(name) ?? 'none'}`);
  }
  console.log(`${ours.size - differing} of ${ours.size} tests say the same`);
  return differing;
}
