import { excluded, forgotten, narrowed, threshold, timed, versus } from './expected.ts';
import type { Kind } from './kinds.ts';

const YEAR = { from: '2024-01-01', to: '2024-12-31' } as const;
const MARCH = { from: '2025-03-01', to: '2025-03-31' } as const;

/** Of whom and of when: one slot of the question is replaced, left out or compared. */
export const CONDITIONS: readonly Kind[] = [
  [
    'another place',
    `et à Daloa ?
    à Daloa
    Daloa ?
    même chose pour Daloa
    pareil à Daloa
    idem Daloa
    refais-le pour Daloa
    et pour la zone de Daloa ?
    plutôt Daloa
    je voulais dire Daloa
    seulement Daloa
    uniquement à Daloa
    maintenant Daloa
    la même question pour Daloa
    et côté Daloa ?
    ça donne quoi à Daloa ?
    et si on prend Daloa ?
    et Daloa alors ?
    limite-toi à Daloa
    and in Daloa?
    what about Daloa?
    same for Daloa
    only Daloa
    how about Daloa instead?`,
    (before) => narrowed(before, 'zone__nom_zone', 'Daloa'),
  ],
  [
    'one segment',
    `et pour les clients A ?
    chez les clients A
    seulement les clients A
    et chez les A ?
    uniquement le segment A
    juste les clients du segment A
    même chose pour le segment A
    pareil pour les clients A
    et le segment A ?
    and for segment A?
    only segment A
    what about segment A?`,
    (before) => narrowed(before, 'entreprise__segment_client', 'A'),
  ],
  [
    'another year',
    `et en 2024 ?
    en 2024
    2024 ?
    pareil en 2024
    refais-le pour 2024
    même chose pour 2024
    idem pour 2024
    et pour 2024 ?
    et pour l'année 2024 ?
    plutôt 2024
    la même question sur 2024
    sur 2024 plutôt
    et si on prend 2024 ?
    ça donnait quoi en 2024 ?
    and in 2024?
    what about 2024?
    same for 2024
    for 2024 instead`,
    (before) => timed(before, YEAR, 'year'),
  ],
  [
    'another month',
    `et en mars 2025 ?
    en mars 2025
    mars 2025 ?
    même chose en mars 2025
    pour mars 2025
    et pour le mois de mars 2025 ?
    refais-le pour mars 2025
    pareil sur mars 2025
    and in March 2025?
    what about March 2025?
    same for March 2025`,
    (before) => timed(before, MARCH, 'month'),
  ],
  [
    'the period before',
    `et celle d'avant ?
    et celui d'avant ?
    la période d'avant
    et la période précédente ?
    même chose pour la période précédente
    pareil pour celui d'avant
    juste avant ?
    et juste avant ?
    and the one before?
    and the previous one?
    the period before`,
    (before) => timed(before, 'before', 'same'),
  ],
  [
    'the period after',
    `et celle d'après ?
    et celui d'après ?
    la période suivante
    et la période d'après ?
    même chose pour la période suivante
    et juste après ?
    pareil pour celui d'après
    et le suivant ?
    and the one after?
    and the next one?
    the following period`,
    (before) => timed(before, 'after', 'same'),
  ],
  [
    'without one',
    `sans Korhogo
    sauf Korhogo
    hors Korhogo
    et sans Korhogo ?
    enlève Korhogo
    retire Korhogo
    en excluant Korhogo
    mais sans Korhogo
    pareil sans Korhogo
    without Korhogo
    excluding Korhogo
    except Korhogo`,
    (before) => excluded(before, 'zone__nom_zone', 'Korhogo'),
  ],
  [
    'all places',
    `toutes les zones
    et toutes les zones ?
    pour toutes les zones
    et sur toutes les zones ?
    même chose pour toutes les zones
    pareil pour toutes les zones
    toutes zones
    dans toutes les zones
    all zones
    for all zones
    and for all zones?`,
    (before) => forgotten(before, 'zone__nom_zone'),
  ],
  [
    'beside the year before',
    `par rapport à l'année d'avant
    et par rapport à l'année précédente ?
    par rapport à un an plus tôt
    compare avec l'année précédente
    compare à l'année d'avant
    vs l'année précédente
    comparé à l'année d'avant ?
    et comparé à la même période un an plus tôt ?
    versus the previous year
    compared to the year before
    compare with the previous year`,
    versus,
  ],
  [
    'a limit',
    `ceux qui dépassent LIMIT
    seulement ceux qui dépassent LIMIT
    plus de LIMIT
    au-dessus de LIMIT
    uniquement au-dessus de LIMIT
    ceux à plus de LIMIT
    ceux qui font plus de LIMIT
    et à plus de LIMIT ?
    only those above LIMIT
    above LIMIT
    more than LIMIT`,
    threshold,
  ],
];
