import { CLIENT, type Family, family, pairs, ZONE } from './selection.ts';

const AGE = 'facture__tranche_retard';

export const AGES: readonly Family[] = [
  family({
    name: 'ages of debt in words',
    application: 'zones',
    over: pairs(
      pairs(
        [
          { f: 'impayés', m: 'montant_impaye', e: 'overdue amount' },
          { f: 'créances', m: 'creances_clients_montant', e: 'receivables' },
        ],
        [
          { t: '', g: '' },
          { t: ', par client', g: ` by ${CLIENT}` },
          { t: ' par zone', g: ` by ${ZONE}` },
        ],
      ),
      [
        ...[
          'de 31 à 60 jours',
          'entre 31 et 60 jours',
          'depuis 31 à 60 jours',
          'en retard de 31 à 60 jours',
          'âgés de 31 à 60 jours',
          'datant de 31 à 60 jours',
          'vieux de 31 à 60 jours',
          'en souffrance depuis 31 à 60 jours',
        ].map((a) => ({ a, w: 'eq "31-60"' })),
        ...[
          'de plus de 90 jours',
          'de plus de 3 mois',
          'depuis plus de 90 jours',
          'depuis plus de trois mois',
          'vieux de plus de 90 jours',
          'à plus de 90 jours',
          'au-delà de 90 jours',
          'de + de 90 jours',
          'en retard de plus de 90 jours',
          'datant de plus de 3 mois',
          'qui ont plus de 90 jours',
          'qui datent de plus de 3 mois',
          'qui dépassent 90 jours',
        ].map((a) => ({ a, w: 'eq "90+"' })),
        ...['de plus de 60 jours', 'de plus de deux mois', 'depuis plus de 2 mois'].map((a) => ({
          a,
          w: 'in ["61-90","90+"]',
        })),
        ...['de moins de 30 jours', "de moins d'un mois", 'de 0 à 30 jours'].map((a) => ({ a, w: 'eq "0-30"' })),
      ],
    ),
    lines: `
      {f} {a}{t}
      les {f} {a}{t}
      montant des {f} {a}{t}
      Quel est le montant des {f} {a}{t} ?`,
    // What is owed and late is what is overdue.
    right: ({ m, g, w }) => [`${m}${g} where ${AGE} ${w}`, `montant_impaye${g} where ${AGE} ${w}`],
  }),
  family({
    name: 'ages of debt in English',
    application: 'zones',
    over: pairs(
      [
        { e: 'overdue amount', m: 'montant_impaye' },
        { e: 'receivables', m: 'creances_clients_montant' },
      ],
      [
        ...[
          'older than 90 days',
          'over 90 days',
          'more than 90 days old',
          'over 90 days old',
          'more than 3 months old',
          'older than three months',
        ].map((a) => ({ a, w: 'eq "90+"' })),
        ...[
          'between 31 and 60 days',
          'from 31 to 60 days',
          '31-60 days',
          '31 to 60 days old',
          'between 31 and 60 days old',
        ].map((a) => ({ a, w: 'eq "31-60"' })),
        ...['less than 30 days old', 'under 30 days'].map((a) => ({ a, w: 'eq "0-30"' })),
      ],
    ),
    lines: `
      {e} {a}
      {e} {a} by client
      what is the {e} {a}?`,
    right: ({ m, w }) => [`${m} where ${AGE} ${w}`, `${m} by ${CLIENT} where ${AGE} ${w}`],
  }),
];
