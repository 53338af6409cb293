/** Everyday turns of those who run a business, as plainer words; written like those of `idiom-list`. */
export const EVERYDAY_IDIOMS = `
  to d|de|du [occupation|impaye|impayes|recouvrement|viabilisation|paiement] > taux de
  qui on pas encore? paye|payes|regle leurs|leur? factures|facture? > qui ont des impayés
  qui a|ont pas encore? paye|payes|regle > qui a des impayés
  NUMBER plus gros|grand|important debiteur > qui doivent les plus $
  rapport a|à|au|aux > par rapport à
  par rapport a|à|au|aux > =
  balance age|ages|agees ** > balance âgée ** par ancienneté
  argent|montant|somme est|sont? entre|entree|entres rentre|rentree|rentres? en|dans la|les|nos|notre|sa? caisse|caisses|coffre|coffres|compte|comptes > argent encaissé
  argent|montant|somme est|sont? rentre|rentree|rentres|tombe|tombee|venu|venue dans|en la|les|nos|notre? caisse|caisses|compte|comptes? > argent encaissé
  combien est|sont rentre|rentres|entre|entres|tombe|tombes en|dans la|les|nos|notre? caisse|caisses|compte|comptes > combien encaissé
  qu est ce qui est rentre|entre|tombe en|dans? la|les|nos|notre? caisse|caisses? > combien encaissé
  a|avons t? on|nous? fait rentrer > encaissé
  combien d argent WE_HAVE touche|touches|recu|recus|encaisse|percu|collecte|rentre|ramasse > combien encaissé
  combien d argent touche|recu|encaisse|percu > combien encaissé
  nous a|ont|avait t? il|elle|ils|elles? verse|verses|paye|payes|regle|regles [END|en|au|cette|cet|ce|depuis|hier|avant|le|la|l|sur|entre|pendant|du|en] > encaissé
  on|nous|avons a|avons? t? on|nous? ete paye|payes|regle|regles par|de > encaissé de
  qui nous? a|ont paye|payes|regle|regles|verse|verses [END|en|au|cette|cet|ce|depuis|hier|avant|sur|entre|pendant|ces] > qui a encaissé
  qui nous? a|ont paye|payes|regle|regles|verse|verses le|la plus > qui a le plus encaissé
  qui nous? a|ont paye|payes|regle|regles|verse|verses le|la moins > qui a le moins encaissé
  ^et? qui sont ces? ils|elles|clients|entreprises|societes|locataires|debiteurs|gens? [END] > qui
  ^et? quels|quelles sont les clients|entreprises|societes|locataires|debiteurs concernes|concernees|impliques|visees|touches [END] > qui
  ^et? de qui s? agit|parle t? il|on? [END] > qui
  jour par|apres jour > par jour
  semaine par|apres semaine > par semaine
  il? nous? reste|restent t? il|elle? combien de|d lots|parcelles|terrains|lot|parcelle|terrain|places|emplacements! a|à louer|attribuer|vendre|pourvoir > combien de ! restants
  combien de|d lots|parcelles|terrains|places|emplacements! il? nous reste|restent t? il|elle? encore? a|à louer|attribuer|vendre|pourvoir|placer > combien de ! restants
  combien de|d lots|parcelles|terrains|places|emplacements! sont|restent encore|toujours? a|à louer|attribuer|vendre|pourvoir > combien de ! restants
  se trouve|trouvent|situe|situent where|ou > par zone
  est|sont concentre|concentres|concentree|concentrees where|ou > par zone
  le|la|les plus vide|vides|inoccupe|inoccupes|inoccupee|inoccupees > avec le plus bas taux d'occupation
  le|la|les moins pleine|pleines|plein|pleins|remplie|remplies|rempli|remplis > avec le plus bas taux d'occupation
  le|la|les plus pleine|pleines|plein|pleins|remplie|remplies|rempli|remplis > avec le plus haut taux d'occupation
  le|la|les moins vide|vides > avec le plus haut taux d'occupation
  pleine|pleines|plein|pleins|remplie|remplies|rempli|remplis a|à [plus|moins|au] > occupées à
  est|sont|soit t? elle|il|elles|ils? pleine|plein|pleines|pleins|saturee|sature|saturees|satures [END|en|au|aujourdhui] > est-ce que taux d'occupation d'au moins 100 %
  se remplit|remplissent le mieux > a le plus haut taux d'occupation
  se remplit|remplissent le? moins|plus mal|bien? > a le plus bas taux d'occupation
  on|nous? recouvre|recouvrons|recouvrent|recouvrez t? on|nous|ils? le mieux > a le meilleur taux de recouvrement
  on|nous? recouvre|recouvrons|recouvrent|recouvrez t? on|nous|ils? le moins bien > a le pire taux de recouvrement
  on|nous? recouvre|recouvrons|recouvrent|recouvrez t? on|nous|ils? le plus mal > a le pire taux de recouvrement
  where|ou on|nous? recouvre|recouvrons t? on|nous? le mieux > where le meilleur taux de recouvrement
  where|ou on|nous? recouvre|recouvrons t? on|nous? le plus|moins mal|bien > where le pire taux de recouvrement
  where|ou les|nos clients mettent t? ils? le plus|moins! de temps a|à|pour nous? payer|paye|regler|regle > where le ! long délai de paiement
  where|ou met|mettent t? on|ils? le plus|moins! de temps a|à|pour nous? payer|paye|regler|regle > where le ! long délai de paiement
  met|mettent t? il|ils|elle|elles|on? le plus|moins! de temps a|à|pour nous? payer|paye|regler|regle > a le ! long délai de paiement
  traine|trainent|tarde|tardent le plus a|à|pour nous? payer|paye|regler|regle > a le plus long délai de paiement
  traine|trainent|tarde|tardent a|à|pour nous? payer|paye|regler|regle > en retard de paiement
  qui traine|trainent|tarde|tardent a|à|pour nous? payer|paye|regler|regle > en retard de paiement
  paie|paient|payent|paye|payes|regle|reglent nous? au bout de combien de temps|jours > délai de paiement
  est|sommes on|nous? paye|payes|regle|regles au bout de combien de temps|jours > délai de paiement
  au bout de combien de temps|jours paie|paient|payent|sont|est|sommes t? ils|on|nous? paye|payes? > délai de paiement
  mois|trimestre|semestre|exercice echu|clos|cloture > $1 dernier
  annee|semaine echue|close|cloturee > $1 dernière
  de|du la? plus BIG|long|longue|eleve|elevee|haut|haute au|a|à la? plus|moins petit|petite|bas|basse|court|courte|faible|eleve|elevee > par ordre décroissant
  de|du la? plus petit|petite|bas|basse|court|courte|faible au|a|à la? plus|moins BIG|long|longue|eleve|elevee|haut|haute > par ordre croissant
  le|la|les plus BIG|long|longs|longues|eleve|eleves|elevees|hauts|hautes d abord > par ordre décroissant
  le|la|les plus BIG|long|longs|longues|eleve|eleves|elevees|hauts|hautes en premier|tete > par ordre décroissant
  le|la|les plus petit|petits|petites|bas|basses|courts|courtes|faibles|faible d abord > par ordre croissant
  le|la|les plus petit|petits|petites|bas|basses|courts|courtes|faibles|faible en premier|tete > par ordre croissant
  ^aucun|aucune [RISKED] > y a-t-il un
  ^pas de|d [RISKED] > y a-t-il des
  ^pas un|une seul|seule? [RISKED] > y a-t-il un
  comment expliquer|expliquez|expliques tu|vous? que|qu > pourquoi
  comment se fait il que|qu > pourquoi
  comment expliquer|expliquez|expliques tu|vous? que|qu * encaisse|encaissons|encaissent moins que|qu > pourquoi les encaissements de * ont baissé par rapport à
  comment expliquer|expliquez|expliques tu|vous? que|qu * encaisse|encaissons|encaissent plus que|qu > pourquoi les encaissements de * ont augmenté par rapport à
  comment expliquer|expliquez|expliques tu|vous? que|qu * facture|facturons|facturent moins que|qu > pourquoi le CA de * a baissé par rapport à
  comment expliquer|expliquez|expliques tu|vous? que|qu * facture|facturons|facturent plus que|qu > pourquoi le CA de * a augmenté par rapport à
  pourquoi * encaisse|encaissons|encaissent moins que|qu > pourquoi les encaissements de * ont baissé par rapport à
  pourquoi * encaisse|encaissons|encaissent plus que|qu > pourquoi les encaissements de * ont augmenté par rapport à
  pourquoi * facture|facturons|facturent moins que|qu > pourquoi le CA de * a baissé par rapport à
  pourquoi * facture|facturons|facturent plus que|qu > pourquoi le CA de * a augmenté par rapport à
  top NUMBER des|de? pires|mauvais payeurs|payeur > qui les plus $ impayés
  top NUMBER des|de? meilleurs|bons payeurs|payeur > $ clients avec le meilleur taux de paiement
  NUMBER? meilleurs|meilleur|bons payeurs|payeur > $ clients avec le meilleur taux de paiement
  a|ont t il|elle|ils|elles du|des retard|retards de? paiement|paiements? > est-ce que impayés
  ^est ce que|qu * a|ont du|des retard|retards de? paiement? [END] > est-ce que * a des impayés
  ^est ce que|qu * est a|à jour de|dans? ses|leurs|son|leur|nos|ces? paiements|paiement|reglements|factures|loyers? > impayés de *
  est il|elle a|à jour de|dans ses|leurs|son|leur|nos|ces paiements|paiement|reglements|factures|loyers > impayés
  est il|elle a|à jour [END] > impayés
  sont a|à jour de|dans ses|leurs|nos|ces paiements|reglements|factures|loyers > n'ont pas d'impayés
  WE_HAVE paye|payes|verse|verses|regle|regles|debourse [END|a|au|aux|en|hier|cette|ce|le|la|l|depuis|du|pour|combien] > ?
  on doit combien|quoi a|aux|à > ?
  combien on doit a|aux|à > ?
  nous devons combien [END|en|au|a] > ?
  ne|n sont|est pas a|à jour de|dans? ses|leurs|son|leur? paiements|paiement|reglements|factures|loyers? > ont des impayés
  on|nous? doit|devons on|nous? recuperer|recouvrer|encaisser|encaisse|recouvre combien > combien reste à recouvrer
  combien d argent > combien
  argent dort|traine|reste|est encore? dehors > argent dehors
  combien d argent dort|traine|reste|est encore? dehors > combien reste à recouvrer
  c est quoi le total|montant > quel est le total
  juste|seulement|uniquement|simplement le|la total|montant|chiffre|somme de|des|du > le montant de
  ^donne|donnez moi|nous juste|seulement|uniquement|simplement le|la|les > donne
  quel|quels jour|jours de|d la semaine derniere|passee|precedente|ecoulee > =
  quel|quels jour|jours de|d cette semaine > =
  en avance|hausse|baisse sur ceux|celui|celles|celle de|d > par rapport à ceux de
  combien de|d % de|du|des|d > quel pourcentage de
  ^le|la|les? segment|classe|categorie! _ represente|representent|compte|comptent|regroupe|regroupent combien de|d ** > combien de ** du ! _
  combien de mois|trimestres|semaines|jours! * avons|a|ont|avez t? on|nous|vous|ils|il? depasse ** > combien de ! * dont plus de **
  ^croise|croiser|croisez|croisons * pour|sur le|la|les|l ** > ** par *
  n a|ont pas|plus d? activite depuis|sur un|1|douze|12 an|mois > inactifs
  n a|ont pas|plus d? activite > inactifs
  quels|quelles clients|entreprises|locataires|societes! WE_HAVE perdus|perdu|perdues > liste des ! perdus
  ^ca|cela a|avait donne quoi > quel est
  quels|quelles|qui sont ceux|celles qui > qui
  a|ont connu|vu|subi|enregistre|affiche [un|une|des|le|la|les|leur|leurs|son|sa] > a
  dis|dites|dit moi|nous? simplement|juste|seulement|vite? si > est-ce que
  savoir|verifier|verifie|verifiez|demande|demander simplement|juste? si > est-ce que
  nombre total des|de paiements|reglements|versements > nombre de paiements
  total|somme|cumul des paiements|reglements|versements > montant des paiements
  que|qu est? ce? que|qu? nous a|ont t? il|elle|ils? paye|payes|regle|regles|verse|verses > combien encaissé
  combien nous a|ont t? il|elle|ils? paye|payes|regle|regles|verse|verses > combien encaissé
  n ont|a|avons! pas|plus|rien|jamais encore? paye|regle|verse|rembourse depuis ** > ?
  combien * a|ont t il|elle|ils|elles paye|payes|regle|regles|verse|verses [END|en|au|cette|ce|hier|depuis|entre] > combien encaissé de *
  est ce que|qu chaque|tous|toutes|tout > ?
  pas [zone|region|secteur|segment|trimestre] > par
  contribution|apport de|d chaque _ a|à|au|aux|dans|de|du la|le|l|les? ** > part de ** par _
  dernier|derniere mois|trimestre|semestre|exercice|annee|semaine! clos|close|complet|complete|termine|terminee|ecoule|ecoulee|cloture|cloturee > ! dernier
  il? nous? reste combien d argent a|à aller? chercher|recuperer|recouvrer|encaisser > combien reste à recouvrer
  combien d argent a|à aller? chercher|recuperer|recouvrer|encaisser > combien reste à recouvrer
  argent|somme|sommes a|à aller? chercher|recuperer > reste à recouvrer
  ^et? cote|niveau|question [impayes|encaissements|ca|chiffre|creances|occupation|facturation|recouvrement|paiements|charges|resultat|tresorerie] > et
  on en est where|ou [END] >
  pour [zone|region|secteur|segment|mois|trimestre|semestre|annee|semaine|jour|tranche] > par
  paie|paient|payent|paye|payes|regle|reglent nous? en combien de temps|jours > délai de paiement
  retard|retards de [plus|moins|0|1|30|31|60|61|90] > impayés de
  retard|retards entre > impayés entre
  argent|somme|sommes|montant bloque|bloques|bloquee|bloquees|coince|coinces|immobilise dehors? depuis? [plus|moins] > impayés de
  zone|zones! la|les plus etendue|etendues|vaste|vastes > ! avec la plus grande superficie
  zone|zones! la|les moins etendue|etendues|vaste|vastes > ! avec la plus petite superficie
  combien de mois|trimestres|semaines|jours! * a|avons|ont t? on|nous|ils? encaisse plus de|d ** > combien de ! * dont les encaissements dépassent **
  combien de mois|trimestres|semaines|jours! * a|avons|ont t? on|nous|ils? encaisse moins de|d ** > combien de ! * dont les encaissements inférieurs à **
  combien de mois|trimestres|semaines|jours! * a|avons|ont t? on|nous|ils? facture plus de|d ** > combien de ! * dont le CA dépasse **
  combien de mois|trimestres|semaines|jours! * a|avons|ont t? on|nous|ils? facture moins de|d ** > combien de ! * dont le CA inférieur à **
  depuis le? debut de l|notre|nos activite|activites|histoire|existence > depuis toujours
  deux mille vingt > 2020
  deux mille vingt et un > 2021
  deux mille vingt deux > 2022
  deux mille vingt trois > 2023
  deux mille vingt quatre > 2024
  deux mille vingt cinq > 2025
  deux mille vingt six > 2026
  retard|retards de plus de trois|3 mois > impayés de plus de 90 jours
  retard|retards de plus de deux|2 mois > impayés de plus de 60 jours
  retard|retards de plus d un|1 mois > impayés de plus de 30 jours
`;
