import type { Operator } from '../../language/operators.ts';

export const GRAINS: readonly Operator[] = ['day', 'week', 'month', 'quarter', 'year'];
export const COMPARING = { more: 'gt', less: 'lt', atLeast: 'gte', atMost: 'lte', equal: 'eq' } as const;
export const RANKS: readonly Operator[] = ['top', 'bottom', 'best', 'worst'];
export const DIRECTIONS = { top: 'high', bottom: 'low', best: 'best', worst: 'worst' } as const;
/** Adjectives of time group by themselves: `mensuel`; `mois` alone does not. */
export const ADJECTIVE =
  /^(quotidien|journalier|hebdo|mensuel|trimestriel|annuel|daily|weekly|monthly|quarterly|yearly|annual|(jour|semaine|mois|trimestre|annee|année|an|day|week|month|year) (par|by) |chaque )/i;
/** `le plus de`, `most`: a rank by a number of things. */
export const OF_THINGS = /\s(de|d)['’]?$|^(the )?(most|fewest|least)$/i;
