import { CLIENT, type Family, family, MONIES, pairs, RATES, SECTOR, ZONE } from './selection.ts';

const THINGS = [
  { n: 'clients', ln: 'les clients', nn: 'nos clients', quel: 'Quels', e: 'clients', d: CLIENT },
  { n: 'zones', ln: 'les zones', nn: 'nos zones', quel: 'Quelles', e: 'zones', d: ZONE },
  { n: 'secteurs', ln: 'les secteurs', nn: 'nos secteurs', quel: 'Quels', e: 'sectors', d: SECTOR },
];
const CLIENTS = THINGS.slice(0, 1);
const OWED = { m: 'creances_clients_montant' };

export const THRESHOLDS: readonly Family[] = [
  family({
    name: 'amounts in all writings',
    application: 'zones',
    over: [
      ...[
        '2,5 millions',
        '2.5 millions',
        '2 500 000',
        '2.500.000',
        '2 500 000 FCFA',
        '2.500.000 F CFA',
        '2500000 francs',
        '2,5 M',
        '2,5 M FCFA',
        '2,5M',
        'deux millions et demi',
        '2,5 millions de FCFA',
        '2,5 millions de francs CFA',
        '2,5 millions F CFA',
      ].map((a) => ({ a, v: '2500000' })),
      ...[
        '500 000',
        '500k',
        '500 K',
        '500 mille',
        'un demi-million',
        'un demi million de francs',
        'cinq cent mille',
        '500.000 FCFA',
        '500 milliers de francs',
        '0,5 million',
      ].map((a) => ({ a, v: '500000' })),
      ...[
        '3 M',
        '3M',
        '3 millions',
        'trois millions',
        '3.000.000',
        '3 000 000 XOF',
        '3 MFCFA',
        '3 millions de F CFA',
      ].map((a) => ({ a, v: '3000000' })),
      ...['1 milliard', 'un milliard', '1 Md', '1 milliard de FCFA', '1 000 millions', 'un milliard de francs'].map(
        (a) => ({ a, v: '1000000000' }),
      ),
      ...['100 millions', 'cent millions', '100 M FCFA', 'une centaine de millions'].map((a) => ({
        a,
        v: '100000000',
      })),
    ],
    lines: `
      Clients qui doivent plus de {a}
      Clients qui nous doivent plus de {a}
      Clients qui devaient plus de {a}
      Quels clients doivent plus de {a} ?
      Quels sont les clients qui nous doivent plus de {a} ?
      Qui nous doit plus de {a} ?
      Qui doit plus de {a} ?
      Liste des clients dont les créances dépassent {a}
      clients avec des créances supérieures à {a}
      clients avec plus de {a} de créances
      clients dont l'encours excède {a}
      clients devant plus de {a}
      clients à plus de {a} de créances`,
    right: ({ v }) => `${OWED.m} by ${CLIENT} where ${OWED.m} gt ${v}`,
  }),
  family({
    name: 'amounts in English',
    application: 'zones',
    over: [
      ...['2.5 million', '2.5m', '2,500,000', '2.5 million francs', '2,500,000 CFA', '2.5M FCFA'].map((a) => ({
        a,
        v: '2500000',
      })),
      ...['half a million', '500k', '500,000', '500 thousand', 'five hundred thousand'].map((a) => ({
        a,
        v: '500000',
      })),
      ...['1 billion', 'a billion', 'one billion'].map((a) => ({ a, v: '1000000000' })),
    ],
    lines: `
      clients who owe more than {a}
      clients who owe us more than {a}
      which clients owe more than {a}?
      Which customers owe us over {a}?
      who owes us more than {a}?
      clients owing more than {a}
      clients who owed more than {a}
      customers with receivables above {a}
      customers with more than {a} of receivables
      clients whose outstanding balance exceeds {a}
      list of clients with receivables over {a}`,
    right: ({ v }) => `${OWED.m} by ${CLIENT} where ${OWED.m} gt ${v}`,
  }),
  family({
    name: 'comparing in all verbs and prepositions',
    application: 'zones',
    over: pairs(pairs(THINGS, MONIES), [
      ...['plus de', 'supérieurs à', 'supérieures à', 'au-dessus de', 'au-delà de', 'de plus de'].map((c) => ({
        c,
        o: 'gt',
      })),
      ...['moins de', 'inférieurs à', 'au-dessous de', 'en dessous de', 'sous les', 'de moins de'].map((c) => ({
        c,
        o: 'lt',
      })),
      ...['au moins', "d'au moins", 'supérieurs ou égaux à', 'au minimum'].map((c) => ({ c, o: 'gte' })),
      ...['au plus', "d'au plus", 'inférieurs ou égaux à', 'au maximum'].map((c) => ({ c, o: 'lte' })),
    ]),
    lines: `
      {n} avec des {f} {c} 10 millions
      {quel} {n} ont des {f} {c} 10 millions ?
      {quel} sont {ln} avec des {f} {c} 10 millions ?
      {n} dont les {f} sont {c} 10 millions
      {quel} {n} avec {f} {c} 10 millions ?`,
    right: ({ m, d, o }) => `${m} by ${d} where ${m} ${o} 10000000`,
  }),
  family({
    name: 'verbs that hold against a limit',
    application: 'zones',
    over: pairs(pairs(THINGS, MONIES), [
      ...[
        'dépassent',
        'dépassaient',
        'ont dépassé',
        'excèdent',
        'franchissent',
        'sont supérieurs à',
        'étaient supérieurs à',
        'passent la barre des',
        'dépassent la barre des',
        'sont au-dessus de',
        'vont au-delà de',
      ].map((c) => ({ c, o: 'gt' })),
      ...[
        'sont inférieurs à',
        'étaient inférieurs à',
        'restent sous les',
        'restent inférieurs à',
        'sont en dessous de',
        'sont sous la barre des',
      ].map((c) => ({ c, o: 'lt' })),
      ...['atteignent', 'ont atteint', 'sont supérieurs ou égaux à'].map((c) => ({ c, o: 'gte' })),
      ...['ne dépassent pas', "n'excèdent pas", "n'ont pas dépassé", 'plafonnent à'].map((c) => ({ c, o: 'lte' })),
    ]),
    lines: `
      {n} dont les {f} {c} 10 millions
      {n} où les {f} {c} 10 millions
      {quel} {n} ont des {f} qui {c} 10 millions ?
      Liste des {n} dont les {f} {c} 10 millions
      Pour quels {n} les {f} {c} 10 millions ?
      Dans quelles {n} les {f} {c} 10 millions ?`,
    right: ({ m, d, o }) => `${m} by ${d} where ${m} ${o} 10000000`,
  }),
  family({
    name: 'rates against a limit',
    application: 'zones',
    over: pairs(RATES, [
      ...[
        'supérieur à',
        'au-dessus de',
        'de plus de',
        'dépassant',
        'plus haut que',
        'plus élevé que',
        'qui dépasse',
        'excédant',
      ].map((c) => ({ c, o: 'gt', a: '80 %', v: '80' })),
      ...[
        'inférieur à',
        'en dessous de',
        'de moins de',
        'sous les',
        'plus bas que',
        'plus faible que',
        'qui ne dépasse pas les 50',
      ]
        .slice(0, 6)
        .map((c) => ({ c, o: 'lt', a: '50 %', v: '50' })),
      ...["d'au moins", 'supérieur ou égal à'].map((c) => ({ c, o: 'gte', a: '75 pour cent', v: '75' })),
      ...["d'au plus", 'inférieur ou égal à', 'ne dépassant pas'].map((c) => ({ c, o: 'lte', a: '60%', v: '60' })),
      { c: 'entre 50 et', o: 'between', a: '80 %', v: '[50,80]' },
      { c: 'compris entre 50 % et', o: 'between', a: '80 %', v: '[50,80]' },
      { c: 'de 50 à', o: 'between', a: '80 %', v: '[50,80]' },
    ]),
    lines: `
      zones avec un {f} {c} {a}
      zones au {f} {c} {a}
      zones ayant un {f} {c} {a}
      Quelles zones ont un {f} {c} {a} ?
      Quelles sont les zones avec un {f} {c} {a} ?
      Quelles sont les zones dont le {f} est {c} {a} ?
      Les zones qui ont un {f} {c} {a}
      Liste des zones au {f} {c} {a}
      zones présentant un {f} {c} {a}
      zones, {f} {c} {a}
      Donne-moi les zones avec un {f} {c} {a}
      Affiche les zones dont le {f} est {c} {a}
      N'affiche que les zones au {f} {c} {a}
      Montre uniquement les zones avec un {f} {c} {a}
      Montre seulement les zones dont le {f} est {c} {a}
      Ne montre que les zones ayant un {f} {c} {a}
      Je veux voir seulement les zones au {f} {c} {a}`,
    right: ({ m, o, v }) => `${m} by ${ZONE} where ${m} ${o} ${v}`,
  }),
  family({
    name: 'rates against a limit in English',
    application: 'zones',
    over: pairs(
      [...RATES, { m: 'taux_impaye_pct', e: 'overdue rate' }].map((one) => ({
        ...one,
        ae: `${/^[aeiou]/.test(one.e) ? 'an' : 'a'} ${one.e}`,
      })),
      pairs(
        [
          { n: 'zones', d: ZONE },
          { n: 'sectors', d: SECTOR },
        ],
        [
          ...['above', 'over', 'higher than', 'greater than', 'of more than', 'exceeding', 'that exceeds'].map((c) => ({
            c,
            o: 'gt',
          })),
          ...['below', 'under', 'lower than', 'less than', 'of less than'].map((c) => ({ c, o: 'lt' })),
          ...['of at least', 'at least', 'greater than or equal to'].map((c) => ({ c, o: 'gte' })),
          ...['of at most', 'at most', 'no more than'].map((c) => ({ c, o: 'lte' })),
        ],
      ),
    ).filter((one) => one.m !== 'taux_occupation' || one.d === ZONE),
    lines: `
      {n} with {ae} {c} 20%
      which {n} have {ae} {c} 20%?
      Which {n} had {ae} {c} 20 percent?
      show me {n} with {e} {c} 20%
      list of {n} whose {e} is {c} 20%
      {n} where the {e} is {c} 20%
      Only show {n} with {ae} {c} 20%
      {n} having {ae} {c} 20 %`,
    right: ({ m, d, o }) => `${m} by ${d} where ${m} ${o} 20`,
  }),
  family({
    name: 'how many are beyond a limit',
    application: 'zones',
    over: pairs(CLIENTS, [
      { c: 'plus de', ce: 'more than', o: 'gt' },
      { c: 'moins de', ce: 'less than', o: 'lt' },
      { c: 'au moins', ce: 'at least', o: 'gte' },
    ]),
    lines: `
      Combien de {n} nous doivent {c} 5 millions ?
      Combien de {n} doivent {c} 5 millions ?
      Combien de {n} ont {c} 5 millions de créances ?
      Combien y a-t-il de {n} qui doivent {c} 5 millions ?
      Combien de {n} ont des créances de {c} 5 millions ?
      Nombre de {n} qui doivent {c} 5 millions
      Nombre de {n} devant {c} 5 millions
      How many {e} owe us {ce} 5 million?
      How many {e} owe {ce} 5 million?
      number of {e} who owe {ce} 5 million`,
    right: ({ d, o }) => `count ${OWED.m} by ${d} where ${OWED.m} ${o} 5000000`,
  }),
  family({
    // « clients with overdue amount … » is asked: « clients with overdue » is a figure too.
    name: 'between two amounts',
    mayAsk: true,
    application: 'zones',
    over: MONIES,
    lines: `
      clients avec des {f} entre 1 et 5 millions
      clients dont les {f} sont compris entre 1 et 5 millions
      clients dont les {f} sont comprises entre 1 million et 5 millions
      clients avec des {f} entre 1 000 000 et 5 000 000
      clients avec des {f} entre 1 et 5 M
      clients avec des {f} de 1 à 5 millions
      clients avec des {f} allant de 1 à 5 millions
      clients avec des {f} situés entre 1 et 5 millions
      Quels clients ont entre 1 et 5 millions de {f} ?
      clients with {e} between 1 and 5 million
      clients with between 1 and 5 million in {e}
      clients with {e} from 1 to 5 million`,
    right: ({ m }) => `${m} by ${CLIENT} where ${m} between [1000000,5000000]`,
  }),
  family({
    name: 'delays in days',
    application: 'zones',
    over: [
      ...['plus de', 'au-delà de', 'supérieur à', 'de plus de'].map((c) => ({ c, o: 'gt' })),
      ...['moins de', 'inférieur à', 'en dessous de', 'de moins de'].map((c) => ({ c, o: 'lt' })),
    ],
    lines: `
      clients avec un délai de paiement {c} 45 jours
      Quels clients ont un délai de paiement {c} 45 jours ?
      clients dont le délai de paiement est {c} 45 jours
      clients dont le délai moyen de paiement est {c} 45 jours
      Liste des clients avec un délai de paiement {c} 45 jours`,
    right: ({ o }) => `delai_moyen_paiement by ${CLIENT} where delai_moyen_paiement ${o} 45`,
  }),
  family({
    name: 'two limits of two kinds',
    application: 'zones',
    over: MONIES,
    lines: `
      clients de Vridi avec des {f} supérieurs à 2 millions
      clients de Vridi dont les {f} dépassent 2 millions
      Quels clients de Vridi ont des {f} de plus de 2 millions ?
      à Vridi, les clients dont les {f} dépassent 2 millions
      les clients de la zone Vridi avec plus de 2 millions de {f}
      Liste des clients de Vridi avec plus de 2 millions de {f}
      clients in Vridi with {e} above 2 million
      clients of Vridi with more than 2 million of {e}`,
    right: ({ m }) => `${m} by ${CLIENT} where ${m} gt 2000000 and ${ZONE} eq "Vridi"`,
  }),
];
