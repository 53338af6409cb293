/** Questions that a conversation is at, of each form that a query has, and the query that each is. */
export const QUESTIONS_BEFORE: readonly (readonly [question: string, query: string])[] = [
  ['CA', 'ca_total'],
  ['CA de Vridi', 'ca_total where zone__nom_zone eq "Vridi"'],
  ['CA de 2025', 'ca_total in 2025-01-01..2025-12-31'],
  ['Encaissements de Vridi en octobre 2026', 'encaissements where zone__nom_zone eq "Vridi" in 2026-10-01..2026-10-31'],
  ['CA par zone en 2025', 'ca_total by zone__nom_zone in 2025-01-01..2025-12-31'],
  [
    'CA par secteur et par mois en 2025',
    'ca_total by entreprise__secteur_activite, metric_time__month in 2025-01-01..2025-12-31',
  ],
  ['Encaissements par mois en 2025', 'encaissements by metric_time__month in 2025-01-01..2025-12-31'],
  ['Top 5 zones par CA en 2025', 'ca_total by zone__nom_zone in 2025-01-01..2025-12-31 order -ca_total limit 5'],
  [
    "Les 3 secteurs avec le moins d'impayés",
    'montant_impaye by entreprise__secteur_activite order montant_impaye limit 3',
  ],
  [
    'Quelle zone a le plus gros CA en 2025 ?',
    'ca_total by zone__nom_zone in 2025-01-01..2025-12-31 order -ca_total limit 1',
  ],
  ['CA hors Vridi en 2025', 'ca_total where zone__nom_zone ne "Vridi" in 2025-01-01..2025-12-31'],
  [
    'Zones avec un CA supérieur à 1 milliard en 2025',
    'ca_total by zone__nom_zone where ca_total gt 1000000000 in 2025-01-01..2025-12-31',
  ],
  ['Part de chaque zone dans le CA 2025', 'ca_total by zone__nom_zone in 2025-01-01..2025-12-31 shares'],
  [
    'Quelle est la part de Yopougon dans le CA de 2025 ?',
    'ca_total by zone__nom_zone in 2025-01-01..2025-12-31 shares focus "Yopougon"',
  ],
  ['Combien de factures payées en mars 2026 ?', 'factures_payees in 2026-03-01..2026-03-31'],
  ['Combien de clients actifs à Vridi ?', 'clients_actifs where zone__nom_zone eq "Vridi"'],
  [
    'Liste des clients inactifs à Vridi',
    'list clients_inactifs by entreprise__raison_sociale where clients_inactifs gt 0 and zone__nom_zone eq "Vridi"',
  ],
  ['Y a-t-il des factures annulées en octobre 2026 ?', 'exists factures_annulees in 2026-10-01..2026-10-31'],
  [
    'Pourquoi le CA a baissé en avril 2026 ?',
    'why ca_total by zone__nom_zone in 2026-04-01..2026-04-30 vs previous_period',
  ],
  ["CA d'octobre 2026 par rapport à septembre", 'ca_total in 2026-10-01..2026-10-31 vs previous_period'],
  ['CA par zone en 2025 par rapport à 2024', 'ca_total by zone__nom_zone in 2025-01-01..2025-12-31 vs previous_year'],
  ['Évolution des impayés en 2025', 'montant_impaye by metric_time__month in 2025-01-01..2025-12-31'],
  ['CA moyen par mois en 2025', 'mean ca_total by metric_time__month in 2025-01-01..2025-12-31'],
  ['Médiane du CA par client en 2025', 'median ca_total by entreprise__raison_sociale in 2025-01-01..2025-12-31'],
  [
    'Impayés de plus de 90 jours à Koumassi',
    'montant_impaye where facture__tranche_retard eq "90+" and zone__nom_zone eq "Koumassi"',
  ],
  ['CA des clients A en 2025', 'ca_total where entreprise__segment_client eq "A" in 2025-01-01..2025-12-31'],
  ['Taux de recouvrement par zone en 2026', 'taux_recouvrement by zone__nom_zone in 2026-01-01..2026-11-27'],
  [
    'Délai moyen de paiement à Vridi en 2025',
    'delai_moyen_paiement where zone__nom_zone eq "Vridi" in 2025-01-01..2025-12-31',
  ],
  ["Taux d'occupation de Bouaké", 'taux_occupation where zone__nom_zone eq "Bouaké"'],
  [
    "Le taux d'occupation de Vridi dépasse-t-il 80 % ?",
    'check taux_occupation where zone__nom_zone eq "Vridi" check gt 80',
  ],
  [
    "Combien de zones ont un taux d'occupation inférieur à 50 % ?",
    'count taux_occupation by zone__nom_zone where taux_occupation lt 50',
  ],
  ['CA et impayés par zone en 2025', 'ca_total, montant_impaye by zone__nom_zone in 2025-01-01..2025-12-31'],
  [
    'CA de Vridi et Koumassi en 2025',
    'ca_total by zone__nom_zone where zone__nom_zone in ["Koumassi","Vridi"] in 2025-01-01..2025-12-31',
  ],
  ['CA de 2024 et 2025', 'ca_total by metric_time__year where metric_time:year in ["2024-01-01","2025-01-01"]'],
  ["Taux d'occupation par zone à fin 2024", 'taux_occupation by zone__nom_zone in 2024-12-31..2024-12-31'],
  ['Revenue by sector in 2025', 'ca_total by entreprise__secteur_activite in 2025-01-01..2025-12-31'],
  ['How many unpaid invoices in Vridi?', 'factures_impayees where zone__nom_zone eq "Vridi"'],
];
