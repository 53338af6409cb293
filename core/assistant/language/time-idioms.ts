/** Turns of speech about time, as plainer words; written like those of `idiom-list`. `NOW`: today where a range was opened, else nothing. */
export const TIME_IDIOMS = `
  mois|an|annee|trimestre|semestre|semaine|exercice passe|passee [par] > $1 dernier
  annee|mois|trimestre|semestre|exercice clos|close|cloture|cloturee|echu|echue [0] > $1
  mois|trimestre|semestre|annee|semaine|exercice qui vient de|d s? ecouler|achever|finir|terminer|passer|clore > $1 dernier
  au titre de|du|des > de
  tout? au|le long de|du|d > sur
  tout le long de|du|d > sur
  throughout the? > during
  allant|va|vont [de|du|d] >
  qui va|vont [de|du|d] >
  s etendant|etend [de|du|d] >
  jusqu|jusque a ce jour > NOW
  jusqu|jusque a maintenant > NOW
  jusqu|jusque a la date du jour > NOW
  depuis qu on|nous a|avons commence|demarre l|le|la > depuis le début de ce
  over|for|in|during the period [0|from|between] > during
  anterieur|anterieure|anterieurs|anterieures a|au|aux > avant
  posterieur|posterieure|posterieurs|posterieures a|au|aux > après
  prior to > before
  en plus|moins [par|qu|que|contre|vs|compare] > hausse
  en plus|moins * par rapport a|au|aux! > hausse * par rapport !
  cote [FIGURE] > de
  d annee en annee > par année
  de mois en mois > par mois
  de trimestre en trimestre > par trimestre
  de semaine en semaine > par semaine
  de jour en jour > par jour
  comment se comporte|comportent|comportait >
  qu est ce qui a|avait|ont ete [FIGURE] > combien a été
  by|at the? same time last year > last year to the same date
  de plus|moins [par] > hausse
  quel|quelle pourcentage|taux|% de|d croissance|hausse|baisse|progression|augmentation|diminution|variation|evolution! > !
  pourcentage|% de|d croissance|hausse|baisse|progression|augmentation|diminution|variation! > !
  semaine|semaines numero|no|n [0] > semaine
  rolling|trailing! NUMBER! month|months basis > over the ! ! months
  MONTH|trimestre|annee|semestre inclus|incluse|compris|comprise [END|par|a|pour|en] > $1
  dernier|derniere|passe|passee a|à ce jour > ?
`;
