import { type Family, family, MONEY, MONIES, pairs, SECTOR, SEGMENT, ZONE } from './selection.ts';

const PLACES = [
  { v: 'Vridi', w: `${ZONE} ne "Vridi"` },
  { v: 'Bouaké et Daloa', w: `${ZONE} not_in ["Bouaké","Daloa"]` },
];
const OTHERS = [
  { v: 'le segment C', dv: 'du segment C', ve: 'segment C', w: `${SEGMENT} ne "C"` },
  { v: 'les clients B et C', dv: 'des clients B et C', ve: 'segments B and C', w: `${SEGMENT} not_in ["B","C"]` },
  {
    v: 'le secteur textile',
    dv: 'du secteur textile',
    ve: 'the textile sector',
    w: `${SECTOR} ne "Textile et habillement"`,
  },
];
const shown = (m: string, dimension: string, w: string) => [`${m} where ${w}`, `${m} by ${dimension} where ${w}`];

export const EXCLUSION: readonly Family[] = [
  family({
    name: 'a figure without places',
    application: 'zones',
    over: pairs([...MONEY, ...MONIES], PLACES),
    lines: `
      {f} sauf {v}
      {f} hors {v}
      {f} hormis {v}
      {f} excepté {v}
      {f} à part {v}
      {f} mis à part {v}
      {f} sans {v}
      {f} sans compter {v}
      {f} sans tenir compte de {v}
      {f} sans prendre en compte {v}
      {f} sans inclure {v}
      {f} à l'exception de {v}
      {f} à l'exclusion de {v}
      {f} en dehors de {v}
      {f} en excluant {v}
      {f} en laissant de côté {v}
      {f} en mettant de côté {v}
      {f} en retirant {v}
      {f} en ôtant {v}
      {f} en faisant abstraction de {v}
      {f} abstraction faite de {v}
      {f} si on exclut {v}
      {f} si l'on exclut {v}
      {f} si on ne compte pas {v}
      {f} quand on enlève {v}
      {f} partout sauf à {v}
      {f} partout sauf {v}
      {f} partout hors {v}
      {f} partout ailleurs qu'à {v}
      {f} de toutes les zones sauf {v}
      {f} de toutes nos zones hormis {v}
      {f} de l'ensemble des zones hors {v}
      {f} des zones autres que {v}
      {f} dans les autres zones que {v}
      {f} des zones qui ne sont pas {v}
      {f} des zones hors {v}
      {f} pour toutes les zones, sauf {v}
      {f} mais pas {v}
      {f}, sauf {v}
      {f} (hors {v})
      {f} - sauf {v}
      {f}, {v} non compris
      {f}, {v} exclu
      {f} {v} exclus
      {f} {v} mis à part
      Hors {v}, quel est {lf} ?
      Sans {v}, combien fait {lf} ?
      Sauf {v}, quel est {lf} ?
      À part {v}, quel est {lf} ?
      Si on retire {v}, que devient {lf} ?
      Donne-moi {lf} sans {v}
      Combien fait {lf} si on enlève {v} ?
      Je veux {lf} hors {v} svp
      Exclure {v} : {f}
      Exclus {v} et donne {lf}
      {e} except {v}
      {e} excluding {v}
      {e} without {v}
      {e} apart from {v}
      {e} outside {v}
      {e} other than {v}
      {e} not counting {v}
      {e} leaving out {v}
      {e} leaving {v} out
      {e} if we exclude {v}
      {e} if we leave out {v}
      {e} everywhere but {v}
      {e} everywhere except {v}
      {e} for all zones except {v}
      {e} in zones other than {v}
      {e} in zones that are not {v}
      {e} of all zones but {v}
      {e} of every zone except {v}
      {e} ignoring {v}
      Excluding {v}, what is the {e}?
      What is the {e} without {v}?
      What's our {e} excluding {v}?`,
    right: ({ m, w }) => shown(m, ZONE, w),
  }),
  family({
    name: 'a figure without segments and sectors',
    application: 'zones',
    over: pairs([...MONEY, ...MONIES], OTHERS),
    lines: `
      {f} sauf {v}
      {f} hors {v}
      {f} hormis {v}
      {f} excepté {v}
      {f} à part {v}
      {f} sans {v}
      {f} sans compter {v}
      {f} sans prendre en compte {v}
      {f} à l'exception {dv}
      {f} à l'exclusion {dv}
      {f} en dehors {dv}
      {f} abstraction faite {dv}
      {f} en excluant {v}
      {f} si on exclut {v}
      {f} mais pas {v}
      {f} mais sans {v}
      Sans {v}, quel est {lf} ?
      Hors {v}, combien fait {lf} ?
      Quel est {lf} une fois {v} exclu ?
      Quel serait {lf} sans {v} ?
      Que vaut {lf} sans {v} ?
      {e} without {ve}
      {e} excluding {ve}
      {e} except {ve}
      {e} apart from {ve}
      {e} outside {ve}
      {e} not counting {ve}
      What is the {e} without {ve}?
      What would the {e} be without {ve}?`,
    right: ({ m, w }) => {
      const [dimension = ''] = w.split(' ');
      return shown(m, dimension, w);
    },
  }),
  family({
    name: 'receipts that are not of a mode',
    application: 'zones',
    over: [
      { v: 'virement', vs: 'virements', un: 'un virement', ve: 'bank transfer', w: 'virement' },
      { v: 'chèque', vs: 'chèques', un: 'un chèque', ve: 'cheque', w: 'cheque' },
    ],
    lines: `
      encaissements qui ne viennent pas de {vs}
      encaissements qui ne proviennent pas de {vs}
      encaissements qui ne sont pas des {vs}
      encaissements qui ne sont pas par {v}
      encaissements non effectués par {v}
      encaissements hors {v}
      encaissements hors {vs}
      encaissements sauf {v}
      encaissements sauf par {v}
      encaissements sauf les {vs}
      encaissements autres que les {vs}
      encaissements autrement que par {v}
      encaissements autrement qu'en {v}
      encaissements par un autre mode que le {v}
      encaissements par d'autres moyens que le {v}
      encaissements qui n'ont pas été faits par {v}
      encaissements pas par {v}
      encaissements reçus autrement que par {v}
      Combien avons-nous encaissé autrement que par {v} ?
      Combien a-t-on encaissé hors {vs} ?
      cash received not by {ve}
      cash received other than by {ve}
      cash received excluding {ve}
      cash received that did not come by {ve}
      cash received except {ve}s
      payments received excluding {ve}s`,
    right: ({ w }) =>
      ['encaissements', 'paiements_recus'].flatMap((m) =>
        shown(m, 'paiement__mode_paiement', `paiement__mode_paiement ne "${w}"`),
      ),
  }),
  family({
    name: 'plots that are not leased',
    application: 'zones',
    over: [
      { p: '', pe: '', w: '' },
      { p: ' à San-Pédro', pe: ' in San-Pédro', w: ` where ${ZONE} eq "San-Pédro"` },
    ],
    lines: `
      Combien de lots ne sont pas attribués{p} ?
      Combien de lots ne sont pas encore attribués{p} ?
      Combien de lots n'ont pas été attribués{p} ?
      Combien de lots n'ont pas encore été attribués{p} ?
      Combien de lots restent non attribués{p} ?
      Combien de lots ne sont pas occupés{p} ?
      Combien de lots ne sont pas loués{p} ?
      Combien de lots sont libres{p} ?
      Combien de lots sont encore libres{p} ?
      Combien de lots sont inoccupés{p} ?
      Nombre de lots non attribués{p}
      Nombre de lots qui ne sont pas attribués{p}
      Lots qui ne sont pas attribués{p}
      lots non attribués{p}
      lots non occupés{p}
      lots pas encore attribués{p}
      Combien de lots non attribués{p} ?
      Combien y a-t-il de lots non attribués{p} ?
      How many plots are not leased{pe}?
      How many plots are not allocated{pe}?
      How many plots are not assigned{pe}?
      How many plots have not been allocated{pe}?
      How many plots are still free{pe}?
      plots that are not allocated{pe}
      unallocated plots{pe}
      number of plots not yet allocated{pe}`,
    right: ({ w }) => `lots_disponibles${w}`,
  }),
  family({
    // Those who have no row of it are in no group: which of them is asked.
    name: 'those who have none of it',
    application: 'zones',
    mayAsk: true,
    over: [
      { t: '', te: '', r: '' },
      { t: ' en 2025', te: ' in 2025', r: ' in 2025-01-01..2025-12-31' },
      { t: ' cette année', te: ' this year', r: ' in 2026-01-01..2026-11-27' },
    ],
    lines: `
      Clients qui n'ont rien payé{t}
      Quels clients n'ont rien payé{t} ?
      Les clients n'ayant rien payé{t}
      Quelles entreprises n'ont rien versé{t} ?
      Clients qui n'ont rien réglé{t}
      Liste des clients qui n'ont rien payé{t}
      Qui n'a rien payé{t} ?
      Quels sont les clients qui n'ont effectué aucun paiement{t} ?
      Clients sans aucun paiement{t}
      Clients sans paiement{t}
      Which clients paid nothing{te}?
      Which customers have not paid anything{te}?
      Which customers did not pay anything{te}?
      customers who paid nothing{te}
      customers with no payments{te}
      clients without any payment{te}`,
    right: ({ r }) =>
      ['encaissements', 'montant_paye', 'paiements_recus'].map(
        (m) => `${m} by entreprise__raison_sociale where ${m} eq 0${r}`,
      ),
  }),
  family({
    name: 'neither … nor …',
    application: 'zones',
    over: [...MONEY, ...MONIES],
    lines: `
      {f} ni à Vridi ni à Bouaké
      {f} des zones qui ne sont ni Vridi ni Bouaké
      {f} hors Vridi et hors Bouaké
      {f} sauf Vridi et sauf Bouaké
      {f} sauf à Vridi et à Bouaké
      {f} sans Vridi ni Bouaké
      {f} hors Vridi, Bouaké
      {f} de toutes les zones sauf Vridi et Bouaké
      {e} neither in Vridi nor in Bouaké
      {e} except Vridi and Bouaké
      {e} without Vridi or Bouaké
      {e} excluding both Vridi and Bouaké`,
    right: ({ m }) => shown(m, ZONE, `${ZONE} not_in ["Bouaké","Vridi"]`),
  }),
  family({
    name: 'a split that leaves something out',
    application: 'zones',
    over: [...MONEY, ...MONIES],
    lines: `
      {f} par zone sauf Vridi
      {f} par zone, sauf Vridi
      {f} par zone hors Vridi
      {f} par zone sans Vridi
      {f} par zone à l'exception de Vridi
      {f} par zone, Vridi exclu
      {f} hors Vridi, par zone
      {f} pour chaque zone sauf Vridi
      {f} de chaque zone autre que Vridi
      {e} by zone except Vridi
      {e} per zone, excluding Vridi
      {e} by zone without Vridi
      {e} for each zone other than Vridi`,
    right: ({ m }) => `${m} by ${ZONE} where ${ZONE} ne "Vridi"`,
  }),
];
