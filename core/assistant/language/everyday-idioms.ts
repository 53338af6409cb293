/** Everyday turns of those who run a business, as plainer words; written like those of `idiom-list`. */
export const EVERYDAY_IDIOMS = `
  ne|n montre|montrez|montrer|affiche|affichez|afficher|garde|gardez|garder|liste|listez|donne|donnez|prends|prenez|retiens|retenez|veux|voudrais moi|nous|voir? que|qu > montre seulement
  to d|de|du [FIGURE] > taux de
  rapport a|à|au|aux > par rapport à
  par rapport a|à|au|aux > =
  ^et? qui sont ces? ils|elles|gens|THING? [END] > qui
  ^et? quels|quelles sont les THING concernes|concernees|impliques|visees|touches [END] > qui
  ^et? de qui s? agit|parle t? il|on? [END] > qui
  jour par|apres jour > par jour
  semaine par|apres semaine > par semaine
  mois|trimestre|semestre|exercice echu|clos|cloture > $1 dernier
  annee|semaine echue|close|cloturee > $1 dernière
  de|du la? plus BIG|long|longue|eleve|elevee|haut|haute au|a|à la? plus|moins petit|petite|bas|basse|court|courte|faible|eleve|elevee > par ordre décroissant
  de|du la? plus petit|petite|bas|basse|court|courte|faible au|a|à la? plus|moins BIG|long|longue|eleve|elevee|haut|haute > par ordre croissant
  le|la|les plus BIG|long|longs|longues|eleve|eleves|elevees|hauts|hautes d abord > par ordre décroissant
  le|la|les plus BIG|long|longs|longues|eleve|eleves|elevees|hauts|hautes en premier|tete > par ordre décroissant
  le|la|les plus petit|petits|petites|bas|basses|courts|courtes|faibles|faible d abord > par ordre croissant
  le|la|les plus petit|petits|petites|bas|basses|courts|courtes|faibles|faible en premier|tete > par ordre croissant
  ^aucun|aucune [THING|FIGURE] > y a-t-il un
  ^pas de|d [THING] > y a-t-il des
  ^pas un|une seul|seule? [THING] > y a-t-il un
  comment expliquer|expliquez|expliques tu|vous? que|qu > pourquoi
  comment se fait il que|qu > pourquoi
  on doit combien|quoi a|aux|à > ?
  combien on doit a|aux|à > ?
  nous devons combien [END|en|au|a] > ?
  combien d argent > combien
  argent dort|traine|reste|est encore? dehors > argent dehors
  c est quoi le total|montant > quel est le total
  juste|seulement|uniquement|simplement le|la total|montant|chiffre|somme de|des|du > le montant de
  ^donne|donnez moi|nous juste|seulement|uniquement|simplement le|la|les > donne
  quel|quels jour|jours de|d la semaine derniere|passee|precedente|ecoulee > =
  quel|quels jour|jours de|d cette semaine > =
  ^et? si tu|vous|on me|nous? donnais|donniez|donne|donnez|disais|disiez|dit|montrais|montriez|montre|montrez|sortais|sortiez|sort|affichais|affiche|affichez|rappelais|rappelle >
  j|on|nous ai|a|aurais|avons|aurions besoin de|du|des|d la|l? >
  envoie|envoyez|passe|passez|envoyer|transmets|transmettez|transmettre moi|nous le|la|les|l|nos|notre|ce >
  cree|creez|creer|genere|generez|generer|prepare|preparez|preparer|edite|editez|editer|produis|etablis|construis moi|nous? un|une tableau|graphique|rapport|liste|etat|synthese|courbe|graphe|histogramme|camembert|recapitulatif|extraction de|du|des|d|sur|avec la|le|les|l? >
  send me|us the|our|all >
  build|prepare|draw me|us? a|an|the chart|table|report|list|graph|summary of|for|on|with the? >
  aurais|aurions aime|voulu|souhaite > voudrais
  ^would it be possible to get|have|know|see >
  ^do you have|know|got the|our >
  combien de sous|fric|thune|pognon|oseille [est|sont|on|avons|nous|a|avait] > combien d'argent
  se chiffre|chiffrent|montent a combien > c'est combien
  ^montent > montant
  le|un|du|quel montent > le montant
  cote|coin de|d [THING|la|notre|nos] > de
  du cote|coin de|d > de
  en avance|hausse|baisse sur ceux|celui|celles|celle de|d > par rapport à ceux de
  combien de|d % de|du|des|d > quel pourcentage de
  combien de mois|trimestres|semaines|jours! * avons|a|ont|avez t? on|nous|vous|ils|il? depasse ** > combien de ! * dont plus de **
  ^croise|croiser|croisez|croisons * pour|sur le|la|les|l ** > ** par *
  ^ca|cela a|avait donne quoi > quel est
  quels|quelles|qui sont ceux|celles qui > qui
  a|ont connu|vu|subi|enregistre|affiche [un|une|des|le|la|les|leur|leurs|son|sa] > a
  dis|dites|dit moi|nous? simplement|juste|seulement|vite? si > est-ce que
  savoir|verifier|verifie|verifiez|demande|demander simplement|juste? si > est-ce que
  est ce que|qu chaque|tous|toutes|tout > ?
  pas [trimestre] > par
  contribution|apport de|d chaque _ a|à|au|aux|dans|de|du la|le|l|les? ** > part de ** par _
  dernier|derniere mois|trimestre|semestre|exercice|annee|semaine! clos|close|complet|complete|termine|terminee|ecoule|ecoulee|cloture|cloturee > ! dernier
  ^et? cote|niveau|question [FIGURE] > et
  on en est where|ou [END] >
  pour [mois|trimestre|semestre|annee|semaine|jour] > par
  depuis le? debut de l|notre|nos activite|activites|histoire|existence > depuis toujours
  deux mille vingt > 2020
  deux mille vingt et un > 2021
  deux mille vingt deux > 2022
  deux mille vingt trois > 2023
  deux mille vingt quatre > 2024
  deux mille vingt cinq > 2025
  deux mille vingt six > 2026
  degage|degagent|sort|sortent|produit|produisent|rapporte|rapportent|apporte|apportent|cumule|cumulent|presente|presentent|detient|detiennent|engendre|engendrent|accumule|accumulent le plus de|d > a le plus de
  degage|degagent|sort|sortent|produit|produisent|rapporte|rapportent|apporte|apportent|cumule|cumulent|presente|presentent|detient|detiennent|engendre|engendrent|accumule|accumulent le moins de|d > a le moins de
  combien de % de|du|des|d > quelle part de
  ^analyse|analyser|analysez|decortique|detaille|detaillez|detailler la|les|l|cette hausse|baisse|chute|progression|augmentation|diminution|recul > pourquoi @
  rapporte|rapportee|rapportes|rapportees au|a total|ensemble|tout > en part du total
`;
