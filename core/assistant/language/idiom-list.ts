import { ENGLISH_IDIOMS } from './english-idioms.ts';
import { EVERYDAY_IDIOMS } from './everyday-idioms.ts';
import { EXCLUSION_IDIOMS } from './exclusion-idioms.ts';
import { RANKING_IDIOMS } from './ranking-idioms.ts';
import { REASON_IDIOMS } from './reason-idioms.ts';
import { TIME_IDIOMS } from './time-idioms.ts';

/** How many of something, as words and digits that idioms may hold. */
const NUMBER =
  '2|3|4|5|6|7|8|9|10|12|15|20|25|30|50|100|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|quinze|vingt|trente|cinquante|cent|three|five|ten|twenty';
export const NUMBERS: ReadonlySet<string> = new Set(NUMBER.split('|'));

/** Kinds of words that stand in many turns. `THING` and `FIGURE` are of the application: what its dimensions and metrics are called. */
export const KINDS: Readonly<Record<string, string>> = {
  NUMBER,
  MONTH:
    'janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|january|february|march|april|may|june|july|august|september|october|november|december',
  BIG: 'gros|grosse|grosses|grand|grande|grands|grandes|lourd|lourde|lourds|lourdes|important|importante|importants|importantes|fort|forte|fortes',
  DONE: 'recu|recus|recue|recues|emis|emise|emises|envoye|envoyes|envoyee|envoyees|annule|annules|annulee|annulees|perdu|perdus|perdue|perdues|signe|signes|signee|signees',
  SHOW: 'donne|donnez|montre|montrez|affiche|affichez|sors|sortez|cite|citez|liste|listez|presente|presentez|enumere',
};

/** `avons-nous`, `a-t-on`: two or three words that no list of single words can hold. */
export const WE_HAVE = ['avons nous', 'a t on', 'on a', 'nous avons', 'avez vous', 'ai je', 'j ai'];

/**
 * Ways of saying something that is asked in plainer words, left > right. `a|b` either; `a?` perhaps; `a!` kept as `!`; `*` up to eight
 * words, kept; `_` one word, kept; `**` all that follows, kept; `@` the last word again, `$1` the first, `$` the number; `^` only at
 * the beginning, `[a|b]` what must follow and stays (`END` nothing, `0` a number). Nothing on the right: it says nothing. `?` on the right: it
 * means something that is not answered, and is said to be unknown as a whole. A word in capitals is one of a kind.
 *
 * These hold in every application; those about its own figures an application declares, in the same notation (`meta.griot.turns`).
 */
export const GENERAL_TURNS: readonly string[] = `${TIME_IDIOMS}${ENGLISH_IDIOMS}${EVERYDAY_IDIOMS}${REASON_IDIOMS}
${EXCLUSION_IDIOMS}${RANKING_IDIOMS}
  jour par jour > par jour
  jour apres jour > par jour
  semaine par|apres semaine > par semaine
  annee apres annee > par année
  trimestre apres trimestre > par trimestre
  donne|donnez|dis|dites|montre|montrez|affiche|veux|voudrais moi|nous? juste|simplement|seulement le|la|les|l > le
  de la plus BIG a la plus|moins petite|faible|basse|grande|importante|grosse > par ordre décroissant
  des plus BIG aux plus|moins petites|petits|faibles|basses|bas > par ordre décroissant
  de la plus petite|faible|basse a la plus BIG > par ordre croissant
  du plus petit|faible|bas au plus BIG > par ordre croissant
  celui|celle|ceux|celles du|de la|des? reste du|de la|des pays|autres > ?
  que|qu peux|peut|pouvez|sais|savez tu|on|vous me|nous? dire sur|de > infos sur
  me|nous dire quelque chose sur > infos sur
  parle|parlez moi|nous? de|du|des|d > infos sur
  depasse t il|elle? celui|celle de|du|des > est contre
  depassent t? ils|elles? ceux|celles de|du|des|d > est contre
  en avance|retard sur ceux|celles|celui|celle de|du|d|des > contre
  sur ceux|celles de|d > contre
  cumule|cumules|cumulez|cumuler|additionne|additionnez|additionner avec > ?
  fais|fait|faites|mets|mettez|donne|donnez|passe|passes en un|des? pourcentage|pourcentages|% > en pourcentage
  mets|passe|passes|convertis cela|le|la|les? en pourcentage|pourcentages|% > en pourcentage
  croise|croisez|croiser|croisement * et * pour|sur * > * par * et *
  qu est ce qui tire|pousse|fait * vers le haut|bas > pourquoi * hausse
  tire|pousse|tirent * vers le haut > pourquoi hausse *
  envers > de
  mois|trimestre|exercice echu|ecoule > $1 dernier
  ^et? en nombre|quantite de|d > et les
  ^cela|ca donne quoi [le|la|les|l|nos|notre|mes] >
  cela donne quoi >
  cela donne combien|quoi > combien
  ^cela|ca fait combien > combien
  cela fait combien > combien
  c est quoi deja|donc > quel est
  c quoi deja|donc? > quel est
  on en est where|ou sur|avec|pour|de|cote? >
  on est where|ou sur|avec? >
  where|ou en est|sommes t? on|nous sur|avec|pour? >
  where|ou en est|sont [le|la|les|l|nos|notre|mes] >
  ^et? where|ou en est|sommes on|nous >
  dis|dites moi un peu >
  donne|donnez moi une idee de|du|des >
  ^non je voulais|veux|parlais|parle|pensais|demandais dire|a? > et
  ^pardon|oups|desole je voulais|veux? dire? > et
  ^je voulais dire > et
  year|quarter|month|week to date > =
  cumul|cumule|cumulee|cumules a fin > =
  a|à ce jour > NOW
  au jour d aujourdhui hui? > NOW
  a l heure actuelle|qu il? est? > NOW
  en ce moment|meme? >
  a l instant >
  pour l instant|moment >
  pour le moment >
  jusqu a present > NOW
  jusque a present > NOW
  a present > NOW
  jusqu|jusque ici > NOW
  a date [par|a|pour|et] > NOW
  to date > NOW
  so far > NOW
  as of today|now > NOW
  at present >
  at the moment >
  sous forme de|d un? tableau|graphique|graphe|courbe|diagramme|histogramme|camembert|liste >
  en|dans un? tableau|graphique|graphe|diagramme|histogramme|camembert >
  in|as a table|chart|graph >
  fiscal|financial|calendar year > year
  annee|annees fiscale|civile|calendaire|comptable|fiscales|civiles|comptables > année
  exercice|exercices comptable|fiscal|comptables|fiscaux > exercice
  a|au|lors|de? moment|date? de|du? la? cloture de|des|du? l? comptes? de? l? exercice|annee? [0] > a fin
  at year|financial|fiscal end of? [0] > at end of
  at? year end of? [0] > at end of
  en? fin|cloture de|d l? exercice|annee [0] > a fin
  de|du? la veille > d'hier
  voudrais|veux|aimerais|souhaite|souhaiterais|voudrait|voudrions avoir|obtenir >
  possible d avoir|obtenir >
  puis|peut|peux|pourrais|pourrait|pouvez|pourriez je|on|nous|vous|tu avoir|obtenir >
  les? mois de|en _ where|ou ** > mois avec ** en _
  les? trimestres de|en _ where|ou ** > trimestres avec ** en _
  podium des|de > top 3 des
  camembert de|du|des > répartition des
  n y a t il pas|plus|aucun|aucune de|d|des|un|une? > y a-t-il des
  n y a t il pas|plus|aucun|aucune > y a-t-il
  est ce qu il n y a pas|plus|aucun|aucune de|d|des|un|une? > est-ce qu'il y a des
  n a t il|elle pas > a-t-il
  n ont ils|elles pas > ont-ils
  n a t on pas de|d? > a-t-on
  n avons nous pas de|d? > avons-nous
  ne reste t il pas|plus|aucun|aucune de|d|des? > reste-t-il des
  ^pas un|une seul|seule > y a-t-il un
  nous doit|doivent de l argent > nous doit
  doit|doivent de l argent > doit
  combien de|d * il|ils|elles reste|restent > combien de * restants
  combien de|d * reste|restent t il > combien de * restants
  combien de|d _ en|de|du|par|a|au! * WE_HAVE DONE > combien de _ @ ! *
  combien de|d * WE_HAVE DONE > combien de * @
  where|ou il reste|restent encore? ** > avec ** restants
  combien reste|restent t? il? encore? de|d _ > combien de _ restants
  il reste encore? combien de|d _ > combien de _ restants
  reste t? il encore? de|des|d|un|une la|l? _ > y a-t-il des _ restants
  il reste encore? de|des|d|un|une la|l? _ > y a-t-il des _ restants
  ^il? y a encore|toujours? [de|des|du] > y a-t-il
  ^y a encore|toujours [un|une] > y a-t-il
  compte t elle|il|on >
  comptent t elles|ils >
  solde|delta entre > écart entre
  comment se porte|portent|presente|presentent >
  comment va|vont|marche|marchent [le|la|les|l|nos|notre] >
  mieux que > contre
  moins bien que > contre
  du plus au moins > par ordre décroissant
  du moins au plus > par ordre croissant
  du plus fort|haut|important|eleve|grand|lourd au plus|moins faible|bas|petit|important|eleve|fort|leger > par ordre décroissant
  du plus faible|bas|petit|leger au plus fort|haut|important|eleve|grand|lourd > par ordre croissant
  a|en la? fin de chaque > par
  chaque fin de|d > par
  jour|jours de la? semaine [par|pour|en|a|au|depuis|sur] > ?
  par jour|jours de la? semaine > ?
  jour de semaine > ?
  jours de semaine > ?
  quel jour de la? semaine > ?
  quel|quels jour|jours de la semaine derniere|passee|ecoulee|prochaine|precedente > quel jour la semaine @
  tous|chaque les? mois? de|d? MONTH a|au|et > =
  tous|chaque les? mois? de|d? MONTH > ?
  MONTH|trimestre|semestre|quinzaine|moitie|t1|t2|t3|t4|s1|s2 de|d|pour chaque annee|an|exercice > ?
  MONTH|trimestre|semestre|quinzaine|moitie|t1|t2|t3|t4|s1|s2 de|pour toutes|tous les annees|ans > ?
  MONTH|trimestre|semestre|quinzaine|moitie|t1|t2|t3|t4|s1|s2 chaque annee|an|exercice > ?
  MONTH|trimestre|semestre|quinzaine|moitie|t1|t2|t3|t4|s1|s2 tous les ans > ?
  highest|largest|biggest first > par ordre décroissant
  lowest|smallest first > par ordre croissant
  30|60|90 + jours? > plus de $1 jours
  + 30|60|90! jours? > plus de ! jours
  fais|faire|faites|dresse|dresser|dressez|donne|donnez moi|nous? le|un bilan de|des|du|d >
  ^bilan de|des|du|d >
  compare|comparez|comparer|comparaison * a|avec celui|celle|ceux|celles de|du|des|d > compare * et
  how are|is we|it doing on|with|in > what is
  ^plot the? [FIGURE] > show
  le minimum de|d > le moins de
  autre|autres que ceux|celles|celui|celle de|du|des|d|a? > sauf
  redevable|redevables de|d > qui doivent
  mieux|moins bien? que l an|annee dernier|derniere|passe|passee > par rapport à la même période de l'an dernier
  fait|font? mieux que [0] > dépassant
  fait|font? moins bien que [0] > en dessous de
  how did|does|has|have * evolve|evolved|developed|develop > evolution *
  combien de|d francs|fcfa|cfa|argent de|d|en|des > quel montant de
  ^extraction|extrait|export|exports|statistiques|statistique|stats|stat|recapitulatif|synthese|resume|reporting|focus|zoom|apercu|vue des|de|du|d|sur >
  etat des lieux de|des|du|d|sur? >
  ^et? la|les? meme|memes chose? [en|pour|a|au|avec|sur|de|du] > et
  ^et? le|la dernier|derniere [END] > et la pires
  qui son > qui sont
  ^as a|an|the _ i|we want|need >
  ^as a|an|the _ i|we would|d like >
  dans? quel|quels|quelle|quelles _ reste|restent t? il ** > quelles _ avec ** restants
  evolution|variation|croissance|progression en pourcentage|% de|du|des|d > croissance de
  ^les? mois avec [plus|moins|au] > quels mois avec
  ^et? a|à la meme date|epoque|periode l an|annee dernier|derniere|passe|passee [END] > et un an avant
  ^dans l autre sens|ordre [END] > par ordre croissant
  l|cet|d|en ete > ?
  plus|moins presents|presentes|present|presente > ?
  quid de > et de
  quid du > et du
  quid des > et des
  quelque chose >
  ^non [en|a|au|de|pour|le|la|plutot|plutôt] > et
  ^et? si on|nous|j enleve|enlevait|enlevais|retire|retirait|retirais|exclut|exclu|exclue|excluait|ote|sort > sauf
  ^et? si on|nous|je|j prend|prenait|prends|regarde|regardait|passe|passait a|sur? > et
  es|esse ce que > est-ce que
  ^mois et [pour|a|en|au|le|la|les|de|du] > et
  ventiler|ventile|ventilez|ventiles|ventilons|detailler|detaille|detaillez|detailles|detaillons|decomposer|decompose|decomposez|decoupe|decouper|decoupez|repartir|repartis|repartissez|eclater|eclate|eclatez|segmente|segmenter|segmentez|regroupe|regrouper|regroupez|grouper|groupez|croiser|croise|croisez|declinez|decliner * par|selon > * par
  break|split down? * by > * by
  SHOW moi|nous? tout|tous|toute|toutes les [THING] > liste des
  SHOW moi|nous? tout|tous|toute|toutes nos [THING] > liste des
  fraction|fractions de|du|des|d > part de
  quelle fraction > quelle part
  quelle place occupe|occupent|tient|tiennent > quelle part représente
  ^les|le|la|l|nos? * pese|pesent|represente|representent|compte|comptent pour? combien dans|du|des|sur > part de * dans
  ^les|le|la|l|nos? * pese|pesent|represente|representent quel|quelle part|poids|pourcentage|proportion dans|du|de|des|sur > part de * dans
  combien pese|pesent|represente|representent * dans > part de * dans
  passe|passent|transite|transitent par > vient de
  se fait|font par > vient de
  qui|that? ne|n viennent|vient|proviennent|provient|passent|passe|relevent|releve|dependent|depend pas de|du|des|d|par > hors
  that|which|who? do|does|don|doesn not|t come from > except
  depuis _ a|à _ jours|j > de _ à _ jours
  pourquoi y a t il|on si peu de|d ** > pourquoi baisse des **
  pourquoi y a t il|on autant|tant de|d ** > pourquoi hausse des **
  pourquoi * si peu de|d ** > pourquoi * baisse des **
  pourquoi * si peu > pourquoi * baisse
  pourquoi * autant|tant de|d ** > pourquoi * hausse des **
  pourquoi * est superieur|superieure|superieurs|superieures a|au celui|celle|ceux|celles? de|d|du ** > pourquoi * a augmenté par rapport à **
  pourquoi * est inferieur|inferieure|inferieurs|inferieures a|au celui|celle|ceux|celles? de|d|du ** > pourquoi * a baissé par rapport à **
  sommes|est nous|on au dessus|dessous de|d l an dernier|passe en|sur|cote|pour le|la|l|les? ** > ** cette année par rapport à l'an dernier
  sommes|est nous|on au dessus|dessous de|d l annee derniere|passee en|sur|cote|pour le|la|l|les? ** > ** cette année par rapport à l'an dernier
  est ce que? * fait|font t? il|elle|ils|elles? mieux que _ cote|niveau|sur|en|pour le|la|l|les? ** > compare ** de * et _
  est ce que? * fait|font t? il|elle|ils|elles? moins bien que _ cote|niveau|sur|en|pour le|la|l|les? ** > compare ** de * et _
  de tous les temps > depuis toujours
  cote a|à cote [END] >
  du|dans le? pays >
  a|à l echelle nationale >
  au niveau national >
  la|le|les plus fournie|fournies|fourni|fournis d abord > par ordre décroissant
  on na > on a
  part du|de|des|d * realise|realisee|realises|realisees|faite|faites|provenant|venant|issue|issus|generee|generes|obtenue dans|a|par|de|du|avec|en|chez > quelle part de * vient de
  how much of * comes|come from > what share of * comes from
  numero|num|no un|1|one des|de|du|parmi|en|of > top 1 des
  n 1 des|de|du|parmi > top 1 des
  leader|leaders|champion|champions des|de|du|en|parmi > top des
  NUMBER dernieres|derniers|dernier|derniere [THING] > $ pires
  ^et? les NUMBER? derniers|dernieres [END] > et les $ plus faibles
  du meilleur au moins|plus bon|mauvais [FIGURE] > par ordre décroissant de
  compte|comptent le moins de|d > a le moins de
  combien de|d * compte|comptent [le|la|les|l|notre|nos|chaque|t] > combien de *
  sauf|hors|hormis|excepte ceux|celles|celui|celle de|du|des|d|a|en|dans > sauf
  mais? pas ceux|celles de|du|des|d|a|en|dans > sauf
  a l exception de|des ceux|celles de|du|des|a? > sauf
  qui ne sont|est|ont ni > ni
  ne sont|est|ont ni > ni
  WE_HAVE annule|annules|annulee|annulees|emis|emise|emises|perdu|perdus|envoye|envoyes|signe! des|de|d|un|une _ > y a-t-il des _ !
  combien de|d _ * ont ete deja? annule|annules|annulee|annulees|emis|emise|emises|envoyees|envoyes|recus|recues! > combien de _ ! *
  pourquoi * vendu|rapporte! moins > pourquoi * ! baisse
  pourquoi * vendu|rapporte! plus > pourquoi * ! hausse
  quels|quelles|quel|quelle _ expliquent|explique ** > pourquoi ** par _
  which _ explain|explains|drove|drive ** > why ** by _
  du premier|1er au dernier jour de|du > de
  la? journee d|de hier > hier
  journee du > le
  au fil des trimestres > par trimestre
  au fil des mois > par mois
  au fil des annees|ans > par année
  au fil des semaines > par semaine
  au fil des jours > par jour
  mois apres mois > par mois
  d un mois a|sur l autre > par mois
`
  .split('\n')
  .filter((line) => line.includes('>'));
