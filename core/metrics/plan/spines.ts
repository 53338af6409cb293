import { invalidQuery } from '../errors.ts';
import {
  coarsest,
  finest,
  grainRank,
  isStandardGrain,
  type SemanticManifest,
  type StandardGrain,
  type TimeSpine,
} from '../manifest/model.ts';
import type { TimeRange } from '../query/time-range.ts';
import type { TimeShift } from '../resolve/leaves.ts';
import type { Parameters } from '../resolve/predicates.ts';
import type { Dialect } from '../sql/dialect.ts';
import { type Sql, sql } from '../sql/fragment.ts';

/** The coarsest time spine that is fine enough. */
export function spineFor(manifest: SemanticManifest, needed: StandardGrain): TimeSpine {
  const fit = manifest.timeSpines.filter((spine) => grainRank(spine.grain) <= grainRank(needed));
  const grain = coarsest(fit.map((spine) => spine.grain));
  const spine = fit.find((one) => one.grain === grain);
  if (!spine) throw invalidQuery(`no time spine of grain ${needed} or finer is declared`, { grain: needed });
  return spine;
}

export const finestOf = (grains: readonly (StandardGrain | undefined | null)[]): StandardGrain =>
  finest(grains.flatMap((one) => (one ? [one] : []))) ?? 'day';

/** Standard grains that a shift or window works in. */
export const grainsOf = (names: readonly (string | null | undefined)[]): StandardGrain[] =>
  names.flatMap((name) => (name && isStandardGrain(name) ? [name] : []));

/** A spine instant moved back through the shifts: where the measured rows are looked for. */
export function shifted(value: Sql, shifts: readonly TimeShift[], dialect: Dialect): Sql {
  return shifts.reduce((moved, shift) => {
    if (shift.kind === 'to_grain') {
      if (!isStandardGrain(shift.grain)) throw invalidQuery(`offset_to_grain "${shift.grain}" is not a standard grain`);
      return dialect.truncate(shift.grain, moved);
    }
    const { count, grain } = shift.window;
    if (!isStandardGrain(grain))
      throw invalidQuery(`a custom granularity (${grain}) cannot be combined with other offsets`);
    return sql`(${dialect.shift(moved, -count, grain)})`;
  }, value);
}

/**
 * `from <= value <= to`, a day taken whole, an instant to its last fraction of a second. The ends are parameters, so that
 * the same question about another period is the same statement, which the engine then need not read and plan again.
 */
export function within(value: Sql, range: TimeRange, { parameters }: { readonly parameters: Parameters }): Sql[] {
  const end = after(range.to);
  return [sql`${value} >= ${moment(range.from, parameters)}`, sql`${value} < ${moment(end, parameters)}`];
}

/** A checked day or instant as a parameter. */
export const moment = (value: string, parameters: Parameters): Sql =>
  parameters.add(value, value.length > 10 ? 'time' : 'day');

/** The next day, or the next second. */
function after(end: string): string {
  const daily = end.length === 10;
  const moment = new Date(`${daily ? `${end}T00:00:00` : end.replace(' ', 'T')}Z`);
  const next = new Date(moment.getTime() + (daily ? 86_400_000 : 1000)).toISOString();
  return daily ? next.slice(0, 10) : next.slice(0, 19).replace('T', ' ');
}
