/** Ways of ranking, ordering, listing and of asking for several figures or a part of a whole, as plainer words; written like those of `idiom-list`. */
export const RANKING_IDIOMS = `
  a la fois le|la|les|l > le
  ^les? deux|trois|2|3 chiffres|indicateurs|valeurs|figures suivants|suivantes? >
  both the? * and > * and
  along|together with > and
  show|give me|us? all the|our? [THING] > list of
  parmi|sur|chez nos|les|mes|ces THING! combien sont|etaient * combien sont|etaient ** > ! * et ! **
  parmi|sur|chez nos|les|mes|ces THING! combien sont|etaient * et combien sont|etaient ** > ! * et ! **
  combien de|d THING! sont|etaient * combien sont|etaient ** > ! * et ! **
  combien de|d THING! sont|etaient * et combien sont|etaient ** > ! * et ! **
  trio de tete de|des|du > top 3 des
  quarte|quatuor de tete de|des|du > top 4 des
  par|en|dans l? ordre decroissant de|du|des|d > par ordre décroissant de
  par|en|dans? l? ordre|tri decroissant > par ordre décroissant
  par|en|dans? l? ordre|tri croissant > par ordre croissant
  en? commencant|commencez|commence par le|la|les plus BIG|eleve|elevee|eleves|haut|haute|hauts > par ordre décroissant
  en? commencant|commencez|commence par le|la|les plus petit|petite|petits|petites|faible|faibles|bas|basse > par ordre croissant
  from? largest|biggest|highest|greatest to smallest|lowest > par ordre décroissant
  from? smallest|lowest to largest|biggest|highest|greatest > par ordre croissant
  starting with the largest|biggest|highest > par ordre décroissant
  starting with the smallest|lowest > par ordre croissant
  quel|le|un|combien % de|du|des|d > quel pourcentage de
  quel|quelle|combien de? pourcentage|part|proportion|fraction|% de|du|des|d * est|sont|etait|etaient|serait porte|portee|portes|portees|detenu|detenue|detenus|detenues|concentre|concentree|concentres|concentrees|imputable|imputables|attribuable|attribuables|du|due|dues|apporte|apportee|apportes|apportees|genere|generee|generes|generees|assure|assuree|assures|assurees|fourni|fournie|fournis|fournies par|a|au|aux|dans|chez|en|sur > quelle part de * vient de
  quel|quelle pourcentage|% de|du|des|d * vient|viennent|provient|proviennent|venait|venaient de|du|des|d > quelle part de * vient de
  quel|quelle pourcentage|% de|du|des|d * pour|par|de chaque _ > part de * par _
  ventilation|repartition en pourcentage|% de|du|des|d > répartition de
  c est combien de pour cent|% de|du|des|d > représente quelle part de
  c est combien % de|du|des|d > représente quelle part de
  c est quel|quelle part|pourcentage|proportion de|du|des|d > représente quelle part de
`;
