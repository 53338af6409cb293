import { CLIENT, type Family, family, pairs, REGION, SECTOR, SEGMENT, ZONE } from './selection.ts';

const IN = [
  { p: '', pe: '', w: '' },
  { p: ' à Vridi', pe: ' in Vridi', w: ` where ${ZONE} eq "Vridi"` },
];

export const LISTS: readonly Family[] = [
  family({
    name: 'how many of a kind',
    application: 'zones',
    over: pairs(IN, [
      { n: 'clients actifs', en: 'active clients', m: 'clients_actifs' },
      { n: 'clients inactifs', en: 'inactive clients', m: 'clients_inactifs' },
      { n: 'clients à risque', en: 'clients at risk', m: 'clients_a_risque' },
      { n: 'clients', en: 'clients', m: 'clients_total' },
    ]),
    lines: `
      Effectif des {n}{p}
      effectif de {n}{p}
      Quel est l'effectif des {n}{p} ?
      l'effectif des {n}{p}
      nombre de {n}{p}
      Combien de {n}{p} ?
      Combien y a-t-il de {n}{p} ?
      Combien avons-nous de {n}{p} ?
      Combien compte-t-on de {n}{p} ?
      Nos {n}{p}, ils sont combien ?
      on a combien de {n}{p} ?
      How many {en}{pe}?
      How many {en} do we have{pe}?
      number of {en}{pe}
      count of {en}{pe}`,
    right: ({ m, w }) => `${m}${w}`,
  }),
  family({
    name: 'how many of a kind, by place',
    application: 'zones',
    over: [
      { n: 'clients actifs', m: 'clients_actifs' },
      { n: 'clients à risque', m: 'clients_a_risque' },
      { n: 'clients', m: 'clients_total' },
    ],
    lines: `
      Effectif des {n} par zone
      effectif de {n} par zone
      nombre de {n} par zone
      Combien de {n} par zone ?
      Combien de {n} dans chaque zone ?
      Combien de {n} compte chaque zone ?
      {n} par zone`,
    right: ({ m }) => `${m} by ${ZONE}`,
  }),
  family({
    name: 'two figures at once',
    application: 'zones',
    over: pairs(IN, [
      {
        a: 'CA',
        la: 'le CA',
        da: 'du CA',
        b: 'impayés',
        lb: 'les impayés',
        db: 'des impayés',
        m: 'ca_total, montant_impaye',
        ea: 'revenue',
        eb: 'overdue amount',
      },
      {
        a: 'encaissements',
        la: 'les encaissements',
        da: 'des encaissements',
        b: 'créances',
        lb: 'les créances',
        db: 'des créances',
        m: 'encaissements, creances_clients_montant',
        ea: 'cash received',
        eb: 'receivables',
      },
    ]),
    lines: `
      {a} et {b}{p}
      {a} ainsi que {b}{p}
      {a}, {b}{p}
      {a} + {b}{p}
      {la} et {lb}{p}
      {la} ainsi que {lb}{p}
      Donne-moi {la} et {lb}{p}
      Quels sont {la} et {lb}{p} ?
      Je veux {la} et aussi {lb}{p}
      Affiche {la} puis {lb}{p}
      Montre à la fois {la} et {lb}{p}
      Deux chiffres : {la} et {lb}{p}
      Deux chiffres{p} : {a} et {b}
      les deux chiffres suivants : {a} et {b}{p}
      {ea} and {eb}{pe}
      {ea} as well as {eb}{pe}
      both {ea} and {eb}{pe}
      show me {ea} and {eb}{pe}
      What are the {ea} and the {eb}{pe}?
      {ea} along with {eb}{pe}`,
    right: ({ m, w }) => `${m}${w}`,
  }),
  family({
    name: 'two figures by something',
    application: 'zones',
    over: [
      { s: 'zone', es: 'zone', d: ZONE },
      { s: 'secteur', es: 'sector', d: SECTOR },
      { s: 'client', es: 'client', d: CLIENT },
    ],
    lines: `
      CA et impayés par {s}
      le CA et les impayés par {s}
      par {s} : CA et impayés
      Par {s}, le CA ainsi que les impayés
      Pour chaque {s} : CA et impayés
      Pour chaque {s}, donne le CA et les impayés
      CA, impayés par {s}
      revenue and overdue amount by {es}
      for each {es}: revenue and overdue amount
      by {es}, revenue and overdue amount`,
    right: ({ d }) => `ca_total, montant_impaye by ${d}`,
  }),
  family({
    name: 'segments beside each other',
    application: 'zones',
    over: [
      { f: 'CA', m: 'ca_total', lf: 'leur CA', df: 'du CA' },
      { f: 'délai de paiement', m: 'delai_moyen_paiement', lf: 'leur délai de paiement', df: 'du délai de paiement' },
      { f: 'impayés', m: 'montant_impaye', lf: 'leurs impayés', df: 'des impayés' },
      {
        f: 'taux de recouvrement',
        m: 'taux_recouvrement',
        lf: 'leur taux de recouvrement',
        df: 'du taux de recouvrement',
      },
    ],
    lines: `
      segments A, B et C : comparez {lf}
      segments A, B et C : compare {lf}
      Compare {lf} : segments A, B et C
      Comparez les segments A, B et C sur {lf}
      Compare les segments A, B et C pour {lf}
      Compare le {f} des segments A, B et C
      Comparaison {df} entre les segments A, B et C
      {f} des segments A, B et C
      {f} des clients A, B et C
      {f} : segments A, B et C
      {f} segment A vs segment B vs segment C
      {f} par segment
      {f} segment par segment
      {f} selon le segment`,
    right: ({ m }) => [`${m} by ${SEGMENT} where ${SEGMENT} in ["A","B","C"]`, `${m} by ${SEGMENT}`],
  }),
  family({
    name: 'places and sectors beside each other',
    application: 'zones',
    over: pairs(
      [
        {
          a: 'Vridi',
          b: 'Bouaké',
          av: 'à Vridi',
          bv: 'à Bouaké',
          va: 'de Vridi',
          vb: 'de Bouaké',
          d: ZONE,
          w: '["Bouaké","Vridi"]',
        },
      ],
      [
        { f: 'CA', m: 'ca_total', lf: 'le CA', df: 'du CA', e: 'revenue' },
        {
          f: "taux d'occupation",
          m: 'taux_occupation',
          lf: "le taux d'occupation",
          df: "du taux d'occupation",
          e: 'occupancy rate',
        },
        { f: 'impayés', m: 'montant_impaye', lf: 'les impayés', df: 'des impayés', e: 'overdue amount' },
      ],
    ),
    lines: `
      Compare {lf} {va} et {vb}
      Compare {lf} {va} avec celui {vb}
      Comparez {lf} {va} à celui {vb}
      Comparaison {df} entre {a} et {b}
      {f} {va} contre {b}
      {f} {va} vs {b}
      {f} {av} et {bv}
      {a} et {b} : compare {lf}
      {a} versus {b} : {f}
      {a} contre {b} en {f}
      Mets en regard {lf} {va} et {vb}
      Écart {df} entre {a} et {b}
      {f} {va} face à {b}
      {f} {va} comparé à {b}
      {f} {va} par rapport à {b}
      compare {e} in {a} and {b}
      compare the {e} of {a} with that of {b}
      {e}: {a} vs {b}
      {e} in {a} versus {b}
      {e} of {a} compared to {b}
      difference in {e} between {a} and {b}`,
    right: ({ m, d, w }) => `${m} by ${d} where ${d} in ${w}`,
  }),
  family({
    name: 'lists',
    application: 'zones',
    over: IN,
    lines: `
      Liste des clients{p}
      la liste des clients{p}
      Donne-moi la liste des clients{p}
      Quels sont les clients{p} ?
      Quels sont nos clients{p} ?
      Quels clients avons-nous{p} ?
      Qui sont nos clients{p} ?
      Cite les clients{p}
      Énumère les clients{p}
      Affiche tous les clients{p}
      Noms des clients{p}
      Sors-moi la liste des clients{p}
      list of clients{pe}
      list all clients{pe}
      list our clients{pe}
      who are our clients{pe}?
      Which clients do we have{pe}?
      show me all clients{pe}`,
    right: ({ w }) => `list clients_total by ${CLIENT}${w}`,
  }),
  family({
    name: 'lists of those at risk',
    application: 'zones',
    over: [
      { p: '', pe: '', w: '' },
      { p: ' à Vridi', pe: ' in Vridi', w: ` and ${ZONE} eq "Vridi"` },
    ],
    lines: `
      Liste des clients à risque{p}
      la liste des clients à risque{p}
      Quels sont les clients à risque{p} ?
      Quels clients sont à risque{p} ?
      Donne-moi les noms des clients à risque{p}
      Sors la liste des clients à risque{p}
      list of clients at risk{pe}
      which clients are at risk{pe}?
      who are our clients at risk{pe}?`,
    right: ({ w }) => [
      `list clients_a_risque by ${CLIENT} where clients_a_risque gt 0${w}`,
      `clients_a_risque by ${CLIENT} where clients_a_risque gt 0${w}`,
    ],
    mayAsk: true,
  }),
  family({
    name: 'whether there are any',
    application: 'zones',
    over: [
      { p: '', pe: '', w: '' },
      { p: ' à Vridi', pe: ' in Vridi', w: ` where ${ZONE} eq "Vridi"` },
    ],
    lines: `
      Y a-t-il des lots disponibles{p} ?
      Y a-t-il encore des lots disponibles{p} ?
      Est-ce qu'il y a des lots disponibles{p} ?
      Est-ce qu'il reste des lots disponibles{p} ?
      Reste-t-il des lots disponibles{p} ?
      Existe-t-il des lots disponibles{p} ?
      Avons-nous des lots disponibles{p} ?
      A-t-on des lots libres{p} ?
      On a des lots disponibles{p} ?
      Il y a des lots libres{p} ?
      Are there any available plots{pe}?
      Are there any plots available{pe}?
      Is there any available plot{pe}?
      Do we have available plots{pe}?
      Do we have any free plots{pe}?
      Are there available plots left{pe}?`,
    right: ({ w }) => [`exists lots_disponibles${w}`, `lots_disponibles${w}`],
  }),
  family({
    name: 'means and medians by something',
    application: 'zones',
    over: pairs(
      [
        { k: 'médiane', lk: 'la médiane', ek: 'median', kind: 'median' },
        { k: 'moyenne', lk: 'la moyenne', ek: 'average', kind: 'mean' },
      ],
      [
        { s: '', es: '', w: '' },
        { s: ', segment B', es: ', segment B', w: ` where ${SEGMENT} eq "B"` },
        { s: ' dans le segment B', es: ' in segment B', w: ` where ${SEGMENT} eq "B"` },
        { s: ' pour le segment B', es: ' for segment B', w: ` where ${SEGMENT} eq "B"` },
        { s: ' à Vridi', es: ' in Vridi', w: ` where ${ZONE} eq "Vridi"` },
        { s: ', secteur textile', es: ', textile sector', w: ` where ${SECTOR} eq "Textile et habillement"` },
      ],
    ),
    lines: `
      {k} des encaissements par client{s}
      {lk} des encaissements par client{s}
      {k} des créances par client{s}
      Quelle est {lk} des encaissements par client{s} ?
      {ek} cash received per client{es}
      {ek} cash received by client{es}`,
    right: ({ kind, w }) => [
      `${kind} encaissements by ${CLIENT}${w}`,
      `${kind} creances_clients_montant by ${CLIENT}${w}`,
    ],
  }),
  family({
    name: 'figures of a region, a sector and a segment together',
    application: 'zones',
    over: [
      { f: 'CA', m: 'ca_total', e: 'revenue' },
      { f: 'impayés', m: 'montant_impaye', e: 'overdue amount' },
    ],
    lines: `
      {f} du secteur textile à Vridi
      {f} à Vridi dans le secteur textile
      {f} à Vridi, secteur textile
      {f} des clients du textile à Vridi
      {f} dans le textile, zone de Vridi
      {f}, textile, Vridi
      {f} : Vridi, textile
      {e} of the textile sector in Vridi
      {e} in Vridi for the textile sector`,
    right: ({ m }) => `${m} where ${SECTOR} eq "Textile et habillement" and ${ZONE} eq "Vridi"`,
  }),
  family({
    name: 'only some',
    application: 'zones',
    over: [
      { f: 'CA', m: 'ca_total', e: 'revenue' },
      { f: 'impayés', m: 'montant_impaye', e: 'overdue amount' },
    ],
    lines: `
      {f} uniquement à Vridi
      {f} à Vridi seulement
      {f} seulement pour Vridi
      {f} juste pour Vridi
      {f} rien que pour Vridi
      {f} exclusivement à Vridi
      N'affiche que le {f} de Vridi
      Ne montre que le {f} de Vridi
      Ne garde que Vridi : {f}
      {e} only in Vridi
      {e} in Vridi only
      just the {e} of Vridi`,
    right: ({ m }) => `${m} where ${ZONE} eq "Vridi"`,
  }),
  family({
    name: 'regions',
    application: 'zones',
    over: [{ r: 'Poro' }, { r: 'Sud-Comoé' }],
    lines: `
      CA de toutes les régions sauf {r}
      CA des régions autres que {r}
      CA hors région {r}
      CA hors {r}`,
    right: ({ r }) => [`ca_total where ${REGION} ne "${r}"`, `ca_total by ${REGION} where ${REGION} ne "${r}"`],
  }),
];
