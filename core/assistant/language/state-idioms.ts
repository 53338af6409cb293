/** States that people say by an adjective or a verb, as the figure that tells them (grammar of the lines: `idiom-list.ts`). */
export const STATE_IDIOMS = `
  est|sont|soit il|elle|ils|elles? pleine|plein|saturee|sature|complete|complet > avec un taux d'occupation d'au moins 100 %
  le|la|les plus vide|vides > le taux d'occupation le plus bas
  le|la|les moins vide|vides > le taux d'occupation le plus haut
  le|la|les plus pleine|pleines|plein|pleins|remplie|remplies|rempli|remplis|occupee|occupees|occupe|occupes|saturee|saturees > le taux d'occupation le plus haut
  le|la|les moins pleine|pleines|plein|pleins|remplie|remplies|rempli|remplis|occupee|occupees|occupe|occupes|saturee|saturees > le taux d'occupation le plus bas
  se remplit|remplissent le? mieux > a le meilleur taux d'occupation
  se remplit|remplissent le? moins bien > a le pire taux d'occupation
  se remplit|remplissent le? plus mal > a le pire taux d'occupation
  recouvre|recouvrent t? on|il|elle|elles? le? mieux > a le meilleur taux de recouvrement
  recouvre|recouvrent t? on|il|elle|elles? le? moins bien > a le pire taux de recouvrement
  recouvre|recouvrent t? on|il|elle|elles? le? plus mal > a le pire taux de recouvrement
  mettent|met|prend|prennent t? ils|elles|il|elle|on? le plus de temps a|pour payer|paye|regler|regle|nous? > a le délai de paiement le plus long
  mettent|met|prend|prennent t? ils|elles|il|elle|on? le moins de temps a|pour payer|paye|regler|regle|nous? > a le délai de paiement le plus court
  degage|degagent|sort|sortent|produit|produisent|rapporte|rapportent|apporte|apportent|cumule|cumulent|presente|presentent|detient|detiennent|engendre|engendrent|accumule|accumulent le plus de|d > a le plus de
  degage|degagent|sort|sortent|produit|produisent|rapporte|rapportent|apporte|apportent|cumule|cumulent|presente|presentent|detient|detiennent|engendre|engendrent|accumule|accumulent le moins de|d > a le moins de
  combien de % de|du|des|d > quelle part de
  ^analyse|analyser|analysez|decortique|detaille|detaillez|detailler la|les|l|cette hausse|baisse|chute|progression|augmentation|diminution|recul > pourquoi @
  rapporte|rapportee|rapportes|rapportees au|a total|ensemble|tout > en part du total
  a jour de|dans ses|leurs|leur paiements|paiement|factures|reglements > sans impayé
  top NUMBER? des? mauvais|pires payeurs > qui les plus $ impayés
  NUMBER plus? mauvais|pires payeurs > qui les plus $ impayés
  top NUMBER? des? bons|meilleurs payeurs > clients avec le meilleur taux de paiement $
  n ont|a pas|plus|aucune d? activite depuis un an|12|douze mois? > inactifs
  n ont|a pas|plus|aucune d? activite > inactifs
  sans aucune? activite depuis un|12|douze an|mois > inactifs
  on|nous a|avons|avions ete paye|payes|regle|regles > encaissé
  a|avons t? on|nous ete paye|payes|regle|regles > encaissé
  argent est? entre|rentre|entree|rentree en|dans la? caisse|caisses > encaissé
  est|sont entre|rentre|entree|rentree|rentres|rentrees en|dans la|les? caisse|caisses > encaissé
  entrees|rentrees d argent > encaissements
  sommes|fonds encaissees|encaissee|encaisses|recus|recues|percus|percues|rentres|rentrees > encaissements
  nous? reste|restent t? il|elle? a louer|attribuer|pourvoir|vendre > restants
`;
