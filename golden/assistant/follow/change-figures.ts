import { limited, metricOf, ordered, shared, splitBy, splitFurther, totalled, turned, which, who } from './expected.ts';
import type { Kind } from './kinds.ts';

/** What is measured, by what it is told, and how many are shown in which order. */
export const FIGURES: readonly Kind[] = [
  [
    'another figure',
    `et les encaissements ?
    les encaissements ?
    pareil pour les encaissements
    même chose pour les encaissements
    idem pour les encaissements
    plutôt les encaissements
    et côté encaissements ?
    refais-le pour les encaissements
    maintenant les encaissements
    et en encaissements ?
    selon les encaissements
    je parle des encaissements
    and the cash collections?
    what about cash collections?
    same for cash collections`,
    (before) => metricOf(before, 'encaissements'),
  ],
  [
    'a rate',
    `et le taux de paiement ?
    le taux de paiement ?
    pareil pour le taux de paiement
    même chose avec le taux de paiement
    idem pour le taux de paiement
    plutôt le taux de paiement
    et côté taux de paiement ?
    refais-le avec le taux de paiement
    maintenant le taux de paiement
    and the payment rate?
    what about the payment rate?
    same for the payment rate`,
    (before) => metricOf(before, 'taux_paiement_pct'),
  ],
  [
    'a figure of fewer things',
    `et le taux d'occupation ?
    le taux d'occupation ?
    pareil pour le taux d'occupation
    même chose pour le taux d'occupation
    idem pour le taux d'occupation
    plutôt le taux d'occupation
    et côté taux d'occupation ?
    refais-le pour le taux d'occupation
    and the occupancy rate?
    what about the occupancy rate?
    same for the occupancy rate`,
    (before) => metricOf(before, 'taux_occupation'),
  ],
  [
    'a number of things',
    `et combien de factures impayées ?
    et les factures impayées ?
    pareil pour les factures impayées
    et le nombre de factures impayées ?
    même chose pour les factures impayées
    idem pour les factures impayées
    et côté factures impayées ?
    plutôt les factures impayées
    and the unpaid invoices?
    what about unpaid invoices?
    same for unpaid invoices`,
    (before) => metricOf(before, 'factures_impayees'),
  ],
  [
    'another split',
    `par secteur
    et par secteur ?
    par secteur plutôt
    plutôt par secteur
    même chose par secteur
    pareil mais par secteur
    ventile par secteur
    selon le secteur
    refais-le par secteur
    et si on regarde par secteur ?
    découpe par secteur
    idem par secteur
    by sector
    and by sector?
    by sector instead`,
    (before) => splitBy(before, 'entreprise__secteur_activite'),
  ],
  [
    'a split in time',
    `par mois
    et par mois ?
    mois par mois
    plutôt par mois
    même chose par mois
    pareil par mois
    mensuellement
    refais-le par mois
    en mensuel
    by month
    and by month?
    monthly instead`,
    (before) => splitBy(before, 'metric_time__month'),
  ],
  [
    'a further split',
    `aussi par région
    croise avec la région
    croisé avec les régions
    et par région en plus
    en détaillant par région
    ajoute la région
    ajoute par région
    et aussi par région
    également par région
    en croisant avec la région
    détaille en plus par région
    also by region
    and by region too
    cross it with region
    add the region`,
    (before) => splitFurther(before, 'zone__region'),
  ],
  [
    'the largest',
    `top 3
    juste le top 3
    les 3 plus gros
    les trois plus élevés
    et le top 3 ?
    donne le top 3
    montre-moi les 3 plus grands
    les 3 plus importants seulement
    fais-moi un top 3
    top three
    only the top 3
    the three largest`,
    (before) => ordered(before, 3, 'high'),
  ],
  [
    'the worst',
    `les 3 pires
    et les 3 pires ?
    les trois plus mauvais
    les 3 moins bons
    juste les 3 pires
    montre les trois pires
    donne-moi les 3 pires
    quels sont les 3 pires ?
    the worst three
    show me the worst three
    the 3 worst`,
    (before) => ordered(before, 3, 'worst'),
  ],
  [
    'fewer of them',
    `limite-toi aux 2 premiers
    garde les 2 premiers
    les 2 premiers
    seulement les 2 premiers
    juste les deux premières
    uniquement les 2 premiers
    montre les 2 premiers
    arrête-toi aux 2 premiers
    tiens-t'en aux 2 premiers
    only the first two
    keep the first two
    the first 2`,
    (before) => limited(before, 2),
  ],
  [
    'the other way round',
    `dans l'autre sens
    à l'inverse
    inverse le classement
    inverse l'ordre
    dans l'ordre inverse
    l'inverse
    et dans l'autre sens ?
    inversé
    the other way round
    in reverse order
    reverse it`,
    turned,
  ],
  [
    'percentages',
    `en pourcentage
    et en pourcentage ?
    en %
    en proportion
    mets en pourcentage
    donne-le en pourcentage
    plutôt en pourcentage
    et en proportion ?
    as a percentage
    in percent
    show it as a percentage`,
    (before) => shared(before, true),
  ],
  [
    'what part of all',
    `ça fait quelle part du total ?
    quelle part du total ?
    en part du total
    en parts
    ça représente quelle part du total ?
    c'est quelle part du total ?
    quelle part de l'ensemble ?
    ça fait quel pourcentage du total ?
    quel pourcentage du total ?
    what share of the total?
    what percentage of the total is that?
    what share is that?`,
    (before) => shared(before, false),
  ],
  [
    'whose',
    `qui ?
    qui sont-ils ?
    chez qui ?
    de qui s'agit-il ?
    c'est qui ?
    et qui ?
    de qui ?
    c'est chez qui ?
    qui sont ces clients ?
    who are they?
    who?
    who is it?`,
    who,
  ],
  [
    'which of them',
    `lesquels ?
    donne-moi leurs noms
    leurs noms ?
    les noms ?
    et leurs noms ?
    dis-moi lesquels
    montre leurs noms
    comment s'appellent-ils ?
    which ones?
    their names?
    give me their names`,
    which,
  ],
  [
    'in all',
    `et au total ?
    au total ?
    combien en tout ?
    le total ?
    et le total ?
    ça fait combien au total ?
    tout compris ?
    et en tout ?
    in total?
    and the total?
    overall?`,
    totalled,
  ],
];
