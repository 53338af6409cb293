import {
  CLIENT,
  type Family,
  family,
  MONEY as MONEY_,
  MONIES as MONIES_,
  pairs,
  RATES,
  SECTOR,
  SEGMENT,
  ZONE,
} from './selection.ts';

const english = <One extends { e: string; f: string; lf: string }>({ e, ...one }: One) => ({
  ...one,
  me: e,
  af: one.lf.replace(/^le /, 'au ').replace(/^les /, 'aux ').replace(/^l'/, "à l'"),
});
const MONEY = MONEY_.map(english);
const MONIES = MONIES_.map(english);

const ZONES = {
  n: 'zones',
  ln: 'les zones',
  quel: 'Quelles',
  e: 'zones',
  sg: 'Quelle zone',
  es: 'zone',
  es2: 'zone',
  d: ZONE,
};
const THINGS = [
  ZONES,
  {
    n: 'clients',
    ln: 'les clients',
    quel: 'Quels',
    e: 'clients',
    sg: 'Quel client',
    es: 'client',
    es2: 'client',
    d: CLIENT,
  },
  {
    n: 'secteurs',
    ln: 'les secteurs',
    quel: 'Quels',
    e: 'sectors',
    sg: 'Quel secteur',
    es: 'sector',
    es2: 'secteur',
    d: SECTOR,
  },
];
const COUNTS = [
  { k: '3', kw: 'trois', ke: 'three' },
  { k: '5', kw: 'cinq', ke: 'five' },
];
const ranked = (m: string, d: string, high: boolean, k: string | number) =>
  `${m} by ${d} order ${high ? '-' : ''}${m} limit ${k}`;
/** A share shown as a part of all, or of all parts. */
const SHARED = [...MONEY, ...MONIES];

export const RANKS: readonly Family[] = [
  family({
    name: 'the highest rates',
    application: 'zones',
    over: pairs(RATES, COUNTS),
    lines: `
      Top {k} des zones au {f} le plus élevé
      top {k} des zones au {f} le plus haut
      top {k} zones par {f}
      Top {kw} des zones par {f}
      les {k} zones au {f} le plus élevé
      les {k} zones avec le plus haut {f}
      les {k} zones qui ont le {f} le plus élevé
      les {k} zones ayant le {f} le plus élevé
      les {k} zones dont le {f} est le plus élevé
      Quelles sont les {k} zones dont le {f} est le plus haut ?
      Quelles sont les {kw} zones au {f} le plus élevé ?
      les {k} meilleures zones par {f}
      les {k} meilleures zones en {f}
      les {k} premières zones par {f}
      {k} zones au plus haut {f}
      Donne-moi les {k} zones avec le meilleur {f}
      Classe les {k} zones au {f} le plus élevé
      Meilleur {f} : les {k} zones
      {lf} le plus élevé : top {k} des zones
      top {k} zones by {e}
      top {ke} zones by {e}
      the {k} zones with the highest {e}
      the {k} best zones by {e}
      which {k} zones have the highest {e}?
      the {ke} zones whose {e} is highest
      highest {e}: top {k} zones
      {k} zones with the best {e}`,
    right: ({ m, k }) => ranked(m, ZONE, true, k),
  }),
  family({
    name: 'the lowest rates',
    application: 'zones',
    over: pairs(RATES, COUNTS),
    lines: `
      Top {k} des zones au {f} le plus bas
      top {k} des zones au {f} le plus faible
      Top {k} des zones ayant le {f} le plus bas
      top {k} des zones dont le {f} est le plus bas
      top {k} des zones les moins bonnes en {f}
      flop {k} des zones par {f}
      les {k} zones au {f} le plus bas
      les {k} zones avec le plus faible {f}
      les {k} zones avec le {f} le moins élevé
      les {k} zones qui ont le {f} le plus bas
      les {k} zones qui ont le plus bas {f}
      les {k} zones ayant le plus mauvais {f}
      les {k} zones dont le {f} est le plus bas
      Quelles sont les {k} zones dont le {f} est le plus faible ?
      Quelles sont les {kw} zones au {f} le plus bas ?
      les {k} pires zones par {f}
      les {k} pires zones en {f}
      les {k} plus mauvaises zones en {f}
      les {k} dernières zones par {f}
      {k} zones au plus bas {f}
      Donne-moi les {k} zones avec le pire {f}
      {lf} le plus bas : les {k} zones
      Cite les {k} zones où {lf} est le plus bas
      bottom {k} zones by {e}
      the {k} zones with the lowest {e}
      the {k} worst zones by {e}
      which {k} zones have the lowest {e}?
      the {ke} zones whose {e} is lowest
      top {k} zones with the lowest {e}
      {k} zones with the worst {e}`,
    right: ({ m, k }) => ranked(m, ZONE, false, k),
  }),
  family({
    name: 'the most of an amount',
    application: 'zones',
    over: pairs(pairs(THINGS, MONIES), COUNTS),
    lines: `
      top {k} des {n} par {f}
      Top {k} {n} en {f}
      le top {k} des {n} en termes de {f}
      top {k} des {n} qui ont le plus de {f}
      top {k} des {n} avec le plus {df}
      les {k} {n} avec le plus de {f}
      les {k} {n} qui ont le plus de {f}
      les {k} {n} ayant le plus de {f}
      les {k} {n} avec les plus gros {f}
      les {k} {n} aux plus gros {f}
      les {k} {n} dont les {f} sont les plus élevés
      les {k} {n} dont les {f} sont les plus importants
      {quel} {n} ont le plus de {f} ? Les {k} premiers
      {quel} sont les {k} {n} avec le plus de {f} ?
      {quel} sont les {kw} {n} qui ont le plus de {f} ?
      les {k} plus gros {n} en {f}
      les {k} premiers {n} par {f}
      classement des {k} premiers {n} par {f}
      {k} {n} ayant les {f} les plus élevés
      top {k} {e} by {me}
      the {k} {e} with the most {me}
      the {k} {e} with the highest {me}
      which {k} {e} have the most {me}?
      {k} {e} with the largest {me}`,
    right: ({ m, d, k }) => ranked(m, d, true, k),
  }),
  family({
    name: 'the least of an amount',
    application: 'zones',
    over: pairs(pairs(THINGS, MONIES), COUNTS),
    lines: `
      top {k} des {n} avec le moins de {f}
      top {k} des {n} aux {f} les plus faibles
      les {k} {n} avec le moins de {f}
      les {k} {n} qui ont le moins de {f}
      les {k} {n} ayant le moins de {f}
      les {k} {n} avec les plus petits {f}
      les {k} {n} avec les {f} les plus bas
      les {k} {n} dont les {f} sont les plus faibles
      {quel} sont les {k} {n} avec le moins de {f} ?
      bottom {k} {e} by {me}
      the {k} {e} with the least {me}
      the {k} {e} with the lowest {me}
      which {k} {e} have the lowest {me}?`,
    right: ({ m, d, k }) => ranked(m, d, false, k),
  }),
  family({
    name: 'the one',
    application: 'zones',
    over: pairs(THINGS, MONIES),
    lines: `
      {sg} a le plus de {f} ?
      {sg} avait le plus de {f} ?
      {sg} a eu le plus de {f} ?
      {sg} a les plus gros {f} ?
      {sg} a les {f} les plus élevés ?
      {sg} enregistre le plus de {f} ?
      {sg} présente le plus de {f} ?
      which {es} has the most {me}?
      which {es} has the highest {me}?
      which {es} had the most {me}?`,
    right: ({ m, d }) => ranked(m, d, true, 1),
  }),
  family({
    name: 'podium',
    application: 'zones',
    over: pairs(THINGS, [...MONIES, ...MONEY.slice(0, 1)]),
    lines: `
      podium des {n} par {f}
      le podium des {n} en {f}
      Quel est le podium des {n} en {f} ?
      podium des {n} selon {lf}
      les trois premiers {n} par {f}
      le trio de tête des {n} par {f}
      trio de tête des {n} en {f}`,
    right: ({ m, d }) => ranked(m, d, true, 3),
  }),
  family({
    name: 'order of rows',
    application: 'zones',
    over: pairs(THINGS, [...MONIES, ...MONEY.slice(0, 1)]),
    lines: `
      {f} par {es2}, du plus grand au plus petit
      {f} par {es2}, du plus élevé au plus bas
      {f} par {es2} du plus gros au plus petit
      {f} par {es2} en ordre décroissant
      {f} par {es2} par ordre décroissant
      {f} par {es2}, ordre décroissant
      {f} par {es2}, tri décroissant
      {f} par {es2} trié du plus grand au plus petit
      {f} par {es2}, les plus gros d'abord
      {f} par {es2}, en commençant par le plus gros
      {n} classés par {f}
      {n} triés par {f} décroissant
      Classe {ln} par {f}
      Classement des {n} par {f}
      Range {ln} par {f}
      {me} by {es} from highest to lowest
      {me} by {es}, highest first
      {me} by {es}, largest to smallest
      {me} by {es} in descending order
      rank {e} by {me}`,
    right: ({ m, d }) => `${m} by ${d} order -${m}`,
  }),
  family({
    name: 'order of rows, from below',
    application: 'zones',
    over: pairs(THINGS, [...MONIES, ...MONEY.slice(0, 1)]),
    lines: `
      {f} par {es2}, du plus petit au plus grand
      {f} par {es2}, du plus bas au plus élevé
      {f} par {es2} en ordre croissant
      {f} par {es2} par ordre croissant
      {f} par {es2}, ordre croissant
      {f} par {es2}, tri croissant
      {f} par {es2}, les plus petits d'abord
      {f} par {es2}, en commençant par le plus petit
      {n} triés par {f} croissant
      {me} by {es} from lowest to highest
      {me} by {es}, lowest first
      {me} by {es} in ascending order`,
    right: ({ m, d }) => `${m} by ${d} order ${m}`,
  }),
  family({
    name: 'shares by something',
    application: 'zones',
    over: pairs(THINGS, SHARED),
    lines: `
      part de chaque {es2} dans {lf}
      la part de chaque {es2} dans {lf}
      quelle part {df} par {es2} ?
      répartition {df} par {es2}
      répartition {df} par {es2} en pourcentage
      {f} par {es2} en pourcentage
      {f} par {es2} en %
      {f} par {es2}, en part du total
      poids de chaque {es2} dans {lf}
      ventilation en pourcentage {df} par {es2}
      Quel est le poids de chaque {es2} dans {lf} ?
      Quelle est la part de chaque {es2} dans {lf} ?
      Combien pèse chaque {es2} dans {lf} ?
      Que représente chaque {es2} dans {lf} ?
      Quel pourcentage {df} pour chaque {es2} ?
      share of each {es} in {me}
      {me} by {es} as a percentage`,
    right: ({ m, d }) => `${m} by ${d} shares`,
  }),
  family({
    name: 'the share of one',
    application: 'zones',
    over: pairs(
      [
        { v: 'Vridi', dv: 'de Vridi', av: 'à Vridi', ve: 'Vridi', d: ZONE, w: 'Vridi' },
        { v: 'le segment C', dv: 'du segment C', av: 'au segment C', ve: 'segment C', d: SEGMENT, w: 'C' },
        {
          v: 'le secteur textile',
          dv: 'du secteur textile',
          av: 'au secteur textile',
          ve: 'the textile sector',
          d: SECTOR,
          w: 'Textile et habillement',
        },
      ],
      SHARED,
    ),
    lines: `
      Quelle part {df} vient {dv} ?
      Quelle part {df} provient {dv} ?
      Quelle part {df} venait {dv} ?
      Quelle part {df} représente {v} ?
      Quelle part {df} représentait {v} ?
      Quelle est la part {dv} dans {lf} ?
      Quel est le poids {dv} dans {lf} ?
      Quel pourcentage {df} vient {dv} ?
      Quel pourcentage {df} est porté par {v} ?
      Quel pourcentage {df} est dû {av} ?
      Quel % {df} est porté par {v} ?
      Quelle part {df} est portée par {v} ?
      Quelle part {df} est détenue par {v} ?
      Quelle part {df} est réalisée par {v} ?
      Quelle part {df} est imputable {av} ?
      Combien pèse {v} dans {lf} ?
      Combien pesait {v} dans {lf} ?
      Combien représente {v} dans {lf} ?
      Que représente {v} dans {lf} ?
      Que représentait {v} dans {lf} ?
      Que pèse {v} dans {lf} ?
      {v} représente quelle part {df} ?
      {v} pèse combien dans {lf} ?
      {v}, c'est quelle part {df} ?
      {v}, c'est combien de pour cent {df} ?
      part {dv} dans {lf}
      poids {dv} dans {lf}
      la contribution {dv} {af}
      what share of {me} comes from {ve}?
      what share of {me} does {ve} represent?
      what percentage of {me} comes from {ve}?
      what percentage of {me} is held by {ve}?
      how much of {me} comes from {ve}?
      share of {ve} in {me}`,
    right: ({ m, d, w }) => `${m} by ${d} shares focus ${JSON.stringify(w)}`,
  }),
];
