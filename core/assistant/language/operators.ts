import { phrases } from './word-table.ts';

export type Operator =
  | 'by'
  | 'each'
  | 'and'
  | 'or'
  | 'except'
  | 'not'
  | 'without'
  | 'with'
  | 'top'
  | 'bottom'
  | 'best'
  | 'worst'
  | 'more'
  | 'less'
  | 'atLeast'
  | 'atMost'
  | 'equal'
  | 'between'
  | 'share'
  | 'breakdown'
  | 'trend'
  | 'compare'
  | 'versus'
  | 'growth'
  | 'count'
  | 'list'
  | 'which'
  | 'why'
  | 'exists'
  | 'remains'
  | 'define'
  | 'whatIs'
  | 'merged'
  | 'running'
  | 'nor'
  | 'average'
  | 'median'
  | 'amount'
  | 'sum'
  | 'order'
  | 'orderUp'
  | 'worstFirst'
  /** The question begins with its verb: « Is … ? ». No phrase says it. */
  | 'whether'
  | 'bestFirst'
  | 'about'
  | 'cumulated'
  | 'began'
  | 'followUp'
  | 'their'
  | 'only'
  | 'where'
  | 'who'
  | 'howMuch'
  | 'shareOf'
  | 'percentOf'
  | 'percent'
  | 'day'
  | 'week'
  | 'month'
  | 'quarter'
  | 'semester'
  | 'year'
  | 'filler';

/** Phrases of questions, in French and English, by what they ask. Longer ones win over the shorter ones they hold. */
export const OPERATORS: readonly (readonly [Operator, readonly string[]])[] = [
  [
    'by',
    phrases(`par, selon, suivant, en fonction de, en fonction du, ventile par, ventilation par, reparti par, detaille par, detail par, decoupe par, groupe par, regroupe par
    classe par, decompose par, by, per, broken down by, split by, grouped by, according to, segmente par, au niveau de`),
  ],
  [
    'each',
    phrases(`pour chaque, de chaque, chaque, chacune des, chacun des, de chacune des, de chacun des, pour chacune des, pour chacun des, par chaque, dans chaque, for each, each, of each, every, in each
    de toutes les, de tous les, toutes les, tous les, tout les, de tout les, pour toutes les, pour tous les, all the`),
  ],
  [
    'and',
    phrases(
      'et, ainsi que, et aussi, et de, et du, et des, et le, et la, et les, and, as well as, puis, &, et a, et au, et pour, et en',
    ),
  ],
  ['or', phrases('ou, or, ou bien')],
  ['nor', phrases('ni, nor, ni a, ni de, ni des, ni le, ni la, ni les')],
  ['running', phrases('en cours, en vigueur, ongoing, running')],
  ['merged', phrases('confondu, confondue, confondus, confondues, confondu ensemble, taken together, combined')],
  [
    'define',
    phrases(
      `qu est ce qu un, qu est ce qu une, qu est ce que c est que, c est quoi un, c est quoi une, definition, definition de, definition du, definition des, definis, definir, definissez, que signifie, que signifient, que veut dire, que veulent dire, signification de, signification du, qu entend on par, qu entendez vous par, comment est calcule, comment est calculee, comment sont calcules, comment sont calculees, comment calcule t on, comment calculez vous, comment se calcule, comment se calculent, comment est defini, comment est definie, mode de calcul, formule de, formule du, what does, meaning of, definition of, how is, calculated, define, defined`,
    ),
  ],
  [
    'whatIs',
    phrases(
      'c est quoi le, c est quoi la, c est quoi les, c est quoi l, qu est ce que le, qu est ce que la, qu est ce que les, qu est ce que l',
    ),
  ],
  [
    'except',
    phrases(`sauf, hors, hormis, excepte, exceptee, exception faite, a l exception de, a l exception du, a l exception des, a l exclusion de, a part, mis a part, en dehors de, en dehors du, en dehors d, a l exception d, a l exclusion d, hors d, hors du, hors des, en excluant, en exceptant
    sans compter, sans prendre en compte, sans inclure, excluant, exclure, exclus, exclu, mais pas, except, excluding, but not, other than, apart from, autre que, autres que, autre qu, autres qu, autre que par, autres que par, different de, differente de, differents de, differentes de, autrement que par, autrement qu en, autres qu en, autres que ceux de, autres que celles de, non compris, enleve, retire, en retirant, sauf a, sauf pour, hors de`),
  ],
  [
    'not',
    phrases(
      `qui ne sont pas, qui n est pas, qui ne sont pas dans, qui ne sont pas a, qui n est pas a, n est pas, ne sont pas, pas, pas dans, pas a, non, not, that are not, which are not, who are not, not in, ne pas, qui ne sont pas en, qui ne font pas partie de, pas en, aren t, isn t`,
    ),
  ],
  [
    'without',
    phrases(
      `sans, sans aucun, sans aucune, sans le moindre, sans la moindre, n ont rien, n a rien, n ont jamais, n a jamais, n ont jamais eu de, n ont eu aucun, n ont eu aucune, n a eu aucun, n a eu aucune, n ont fait aucun, n ont fait aucune, n a fait aucun, n a fait aucune, n ont effectue aucun, n ont effectue aucune, n ont recu aucun, n ont recu aucune, n ont emis aucune, n ont plus de, n ont plus d, n a plus de, n a plus d, n ont plus aucun, n ont plus aucune, n a plus aucun, n a plus aucune, n ont rien de, qui n ont rien, qui n a rien, n ayant rien, sans rien, ne compte aucun, ne comptent aucun, ne compte aucune, ne comptent aucune, il ne reste plus de, il ne reste plus aucun, il n y a plus de, il n y a plus d, il n y a plus aucun, il n y a aucun, il n y a aucune, il n y a pas de, il n y a pas d, no longer have, without, n ont pas de, n a pas de, n ont pas d, n a pas d, n ont aucun, n ont aucune, n a aucun, n a aucune, qui n ont pas de, qui n ont pas d, qui n a pas de, qui n ont aucun, qui n ont aucune, with no, have no, has no, ne presente pas de, n ayant pas de, n ayant pas d, n ayant aucun, n ayant aucune`,
    ),
  ],
  [
    'with',
    phrases(
      `avec, ayant, où il reste, où il reste des, où il reste encore des, où il y a, où il y a des, où il y a encore des, qui ont encore des, qui ont, qui a, dont, presentant, possedant, with, having, that have, which have, who have, ou il y a, qui font, qui fait, qui affichent, qui presentent, ont, has, have, dont la, dont le, dont les, avec un, avec une, avec des, ont un, ont une, ont des, font, fait, realise, realisent`,
    ),
  ],
  [
    'top',
    phrases(`top, plus gros, plus grosse, plus grosses, plus grand, plus grande, plus grands, plus grandes, plus important, plus importante, plus importants, plus importantes, plus eleve, plus elevee, plus eleves, plus elevees, plus fort, plus forte, plus forts, plus fortes
    plus haut, plus haute, plus hauts, plus hautes, le plus, la plus, les plus, le plus de, le plus d, premier, premiers, premiere, premieres, maximum, maximal, max, record, biggest, largest, highest, most, greatest, le plus gros, le plus grand, le plus important, le plus eleve, la plus grande, la plus grosse, la plus elevee, la plus importante, la plus forte, le plus fort, le plus haut, la plus haute, les plus gros, les plus grands, les plus importants, les plus eleves, les plus elevees, les plus grosses, les plus grandes, les plus hauts, les plus forts, les plus fortes
    principaux, principales, principal, principale, tete, the most, the highest, the biggest, the largest, en tete, gros, leading, la plus de, compte le plus de, compte le plus d, comptent le plus de, comptent le plus d, regroupe le plus de, regroupe le plus d, heberge le plus de, heberge le plus d, accueille le plus de, accueille le plus d, abrite le plus de, abrite le plus d, concentre le plus de, concentre le plus d, totalise le plus de, totalise le plus d`),
  ],
  [
    'bottom',
    phrases(`plus petit, plus petite, plus petits, plus petites, plus faible, plus faibles, plus bas, plus basse, plus basses, moins eleve, moins elevee, moins eleves, moins elevees, moins important, moins importante, moins importants, le moins, la moins, les moins, le moins de, le moins d, minimum, minimal, min
    smallest, lowest, least, fewest, le plus petit, la plus petite, les plus petits, les plus petites, le plus faible, la plus faible, les plus faibles, le plus bas, la plus basse, les plus bas, les plus basses, le moins eleve, la moins elevee, the lowest, the smallest, the least, flop, bottom`),
  ],
  [
    'best',
    phrases(
      'meilleur, meilleure, meilleurs, meilleures, le meilleur, la meilleure, les meilleurs, les meilleures, best, the best, top performing, plus performant, plus performante, plus performants, plus performantes, les plus performantes, les plus performants, la plus performante, le plus performant',
    ),
  ],
  [
    'worst',
    phrases(
      'pires, les pires, le pires, la pires, moins bon, moins bonne, moins bons, moins bonnes, plus mauvais, plus mauvaise, plus mauvaises, mauvais, le moins bon, la moins bonne, les moins bons, les moins bonnes, le plus mauvais, la plus mauvaise, les plus mauvais, les plus mauvaises, worst, the worst, moins performant, moins performante, moins performants, moins performantes, les moins performantes, les moins performants, la moins performante',
    ),
  ],
  [
    'more',
    phrases(
      `plus de, plus d, plus qu, depuis plus de, depuis plus d, plus que, superieur a, superieure a, superieurs a, superieures a, superieur, superieure, superieurs, superieures, au dessus de, au dessus des, au dela de, depasse, depassent, depassant, depassait, excede, excedent, >, more than, older than, over, above, greater than, higher than, exceeding, exceeds, exceed, est superieur a, est superieure a, sont superieurs a, sont superieures a, de plus de, a plus de, avec plus de, comptant plus de, comptant plus d, comptent plus de, comptent plus d, qui comptent plus de, qui comptent plus d, ont plus de, ont plus d, ayant plus de, ayant plus d, hebergent plus de, accueillent plus de, regroupent plus de, totalisent plus de, plus haut que, plus eleve que, plus grand que`,
    ),
  ],
  [
    'less',
    phrases(
      `moins de, moins d, moins qu, depuis moins de, depuis moins d, moins que, inferieur a, inferieure a, inferieurs a, inferieures a, inferieur, inferieure, inferieurs, inferieures, en dessous de, au dessous de, sous, sous les, <, less than, under, below, lower than, fewer than, est inferieur a, est inferieure a, sont inferieurs a, de moins de, a moins de, avec moins de, sous la barre de, sous la barre des, plus bas que`,
    ),
  ],
  [
    'atLeast',
    phrases(
      'au moins, au minimum, minimum de, >=, ≥, at least, no less than, superieur ou egal a, superieure ou egale a, d au moins, a au moins, a partir de',
    ),
  ],
  [
    'atMost',
    phrases(
      'au plus, au maximum, maximum de, <=, ≤, at most, no more than, jusque a, inferieur ou egal a, inferieure ou egale a, d au plus',
    ),
  ],
  ['equal', phrases('egal a, egale a, egaux a, =, exactement, equal to, exactly')],
  ['between', phrases('compris entre, comprise entre, comprises entre, entre, between, situe entre')],
  [
    'share',
    phrases(`part de, part du, part des, part d, la part, quelle part, parts, pourcentage de, pourcentage du, pourcentage d, quel pourcentage, pourcentage des, proportion de, proportion du, proportion d, proportion des, quelle proportion, quel %, quel % de, quel % des, quel % du, quel % d, poids de, poids du, poids d, poids des, quel poids, quote part de, contribution de, contribution du, contribution d, share of, percentage of, proportion of
    que represente, que representent, represente, representent, vient de, vient du, vient des, viennent de, provient de, provient du, proviennent de, comes from, come from, vient, viennent, que pese, pese, quel est le poids de, quelle est la part de, what share, what percentage, part relative, part, poids, proportion, quote part, share, shares, dans le total, du total, sur le total, parmi le total, of the total, of total, en part`),
  ],
  [
    'breakdown',
    phrases(
      'repartition, ventilation, decomposition, composition, breakdown, distribution, repartition de, repartition du, repartition des, comment se repartit, comment se repartissent, comment est reparti, comment sont repartis, repartis, reparti, repartit, repartissent, split',
    ),
  ],
  ['percent', phrases('en pourcentage, en %, en pour cent, in percent, en proportion, as a percentage')],
  [
    'trend',
    phrases(
      `evolution, evolue, evoluent, evoluer, a evolue, ont evolue, tendance, tendances, courbe, historique, au fil du temps, dans le temps, au fil des mois, trend, trends, over time, evolution de, evolution du, evolution des, comment evolue, comment a evolue, comment ont evolue, comment evoluent, progression au fil, la tendance, l evolution, history`,
    ),
  ],
  [
    'compare',
    phrases(
      'compare, comparer, comparez, comparaison, comparatif, comparaison de, comparaison du, comparaison entre, compare le, compare la, compare les, comparison, comparing, comparons, ecart, ecart entre, difference, difference entre, difference between',
    ),
  ],
  [
    'versus',
    phrases(
      'vs, versus, contre, par rapport a, par rapport au, par rapport aux, face a, compare a, compare au, comparee a, compares au, comparee au, comparees au, compare aux, comparee au, compares a, comparees a, compared to, compared with, against, relative to, en comparaison de, en comparaison avec, par comparaison a, ou bien',
    ),
  ],
  [
    'growth',
    phrases(`croissance, hausse, baisse, augmentation, diminution, progression, variation, recul, chute, augmente, augmentent, baisse, baissent, diminue, diminuent, progresse, progressent, recule, reculent, chute, grandi, a augmente, ont augmente, a baisse, ont baisse, a diminue, ont diminue, a progresse, ont progresse, varie, varient, a varie, ont varie, a t il varie, a t elle varie, a recule, growth, increase, decrease, drop, grown, grew, increased, decreased, dropped, fell, gone up, gone down, rise, decline
    en hausse, en baisse, de combien a augmente, de combien a baisse, de combien a progresse, taux de croissance, growth rate, change, changed, rose, fall, fallen, declined, risen, a chute`),
  ],
  [
    'count',
    phrases(
      'combien de, combien d, nombre, nombre total de, nombre total d, nombre total des, combien y a t il de, combien y a t il d, combien a t on de, combien avons nous de, combien avons nous d, nombre de, nombre d, nombre des, le nombre, combien il y a de, combien il y a d, how many, number of, count of, quantite de, quel est le nombre de, quel est le nombre d, effectif, effectifs, effectif de, effectif des, effectif total, combien de nombre, combien sont, quel nombre de, combien compte t on de, combien on a de, combien on a d, combien j ai de, combien j ai d, combien a t on d',
    ),
  ],
  [
    'list',
    phrases(
      `liste, lister, listez, la liste, une liste, liste de, liste des, donne la liste, donne moi la liste, donne moi la liste des, list, list of, list the, list all, enumere, enumerer, quels sont, quelles sont, qui sont, who are, who are the, who are our, lesquels, lesquelles, nomme, noms des, noms de, nom des, cite, what are, show the list, affiche la liste, montre la liste, ou sont, quels sont les, quelles sont les`,
    ),
  ],
  [
    'which',
    phrases(
      'quel, quelle, quels, quelles, lequel, laquelle, which, dans quel, dans quelle, dans quels, dans quelles, de quel, de quelle, en quel, en quelle, a quel, what, quel est, quelle est, quels est, what is, what was, which is, which are, what were, quel a ete, quelle a ete, quel etait, quelle etait, dans quelles, pour quel, pour quelle, in which, pour quelles',
    ),
  ],
  [
    'why',
    phrases(
      `pourquoi, qu est ce qui explique, comment expliquer, comment s explique, explique, expliquer, explication, explications, a cause de quoi, pour quelle raison, pour quelles raisons, quelle est la cause, quelles sont les causes, cause, causes, raison, raisons, qu est ce qui a fait, d ou vient, d où vient, d où viennent, d où provient, d où proviennent, d ou provient, qu est ce qui fait que, why, explain, what explains, what caused, what drove, how come, a quoi est due, a quoi est du, reason, qu est ce qui a cause`,
    ),
  ],
  [
    'exists',
    phrases(
      `y a t il, y a t il des, y a t il un, y a t il une, est ce qu il y a, est ce qu il y a des, il y a t il, existe t il, existe t il des, a t on, avons nous, est ce qu on a, est ce que nous avons, is there, are there, do we have, are there any, is there any, est ce que, est ce qu, does, do, did, has there been, y a il, il y a des, y a t il encore, y a t il encore des, a t on encore, a t on encore des, avons nous encore, avons nous encore des, y a t il eu, y a t il eu des`,
    ),
  ],
  [
    'remains',
    phrases(
      `reste t il, reste t il des, il reste, il reste des, est ce qu il reste, est ce qu il reste des, est ce qu il reste encore des, reste t il encore des, reste t il encore, il reste encore, il reste encore des, reste t il de, qu il reste, qui restent, qui reste, reste il, nous reste t il, il nous reste, nous reste t il encore, reste a, restent a, left, remaining, remain, remains`,
    ),
  ],
  [
    'average',
    phrases(
      'en moyenne, moyenne, moyen, moyens, moyennes, average, mean, moyenne de, moyenne du, moyenne des, la moyenne, on average, moyennes de, moyennes des',
    ),
  ],
  [
    'median',
    phrases('mediane, median, medians, medianes, mediane de, mediane du, mediane des, la mediane, the median'),
  ],
  [
    'amount',
    phrases(
      'montant, montants, montant de, montant du, montant des, le montant, valeur, somme, somme de, somme des, amount, amount of, value of, how much, montant total, montant total des, montant total de, total amount of',
    ),
  ],
  [
    'order',
    phrases(
      'classement, classement de, classement des, classement du, classe, classer, classez, ranking, rank, tri, trie, trier, trie par, range, ordonne, ordonner, par ordre decroissant, par ordre decroissant de, du plus grand au plus petit, du plus eleve au plus bas, du plus gros au plus petit, decroissant, descending, sorted by, ordered by, ranked by, classees par, classes par, triees par, tries par, triees, tries, palmares, hit parade',
    ),
  ],
  [
    'orderUp',
    phrases(
      'par ordre croissant, par ordre croissant de, du plus petit au plus grand, du plus bas au plus eleve, croissant, ascending',
    ),
  ],
  [
    'followUp',
    phrases(
      'et pour, et a, et au, et en, et le, et la, et les, et l, et dans, et sur, et avec, et si, and, idem, idem pour, meme chose, meme chose pour, meme question, plutot, maintenant, pareil, pareil pour, and for, and in, what about, how about, same for, same, instead, now, et qu en est il de, et qu en est il des, qu en est il de, qu en est il a, et ceux de, et celui de, et celle de, et celles de, alors, sinon, et du, et de, et des, et cela, la meme chose, only for, mais',
    ),
  ],
  [
    'their',
    phrases(
      'son, sa, ses, leur, leurs, celui, celle, ceux, celles, y, la bas, its, their, ces derniers, cela, celui ci, celle ci, those, them',
    ),
  ],
  ['where', phrases('where, ou se trouvent, ou se trouve')],
  ['who', phrases('qui, who, a qui, de qui, qui est')],
  [
    'howMuch',
    phrases(
      'a combien s eleve, a combien s elevent, a combien se monte, a combien se montent, qu a t on, qu avons nous, qu est ce qu on a, combien, a combien, how much, de combien',
    ),
  ],
  ['only', phrases('seulement, uniquement, only, exclusivement, juste, just, rien que')],
  [
    'day',
    phrases(
      'jour, jours, quotidien, quotidienne, quotidiens, journalier, journaliere, day, days, daily, quotidiennement',
    ),
  ],
  ['week', phrases('semaine, semaines, hebdomadaire, hebdomadaires, week, weeks, weekly, hebdo')],
  [
    'month',
    phrases(
      'mois, mensuel, mensuelle, mensuels, mensuelles, mensuellement, month, months, monthly, mois par mois, month by month, chaque mois',
    ),
  ],
  [
    'quarter',
    phrases(
      'trimestre, trimestres, trimestriel, trimestrielle, trimestriels, trimestrielles, quarter, quarters, quarterly, trimestre par trimestre',
    ),
  ],
  ['semester', phrases('semestre, semestres, semestriel, semestrielle')],
  [
    'year',
    phrases(
      'annee, annees, an, ans, annuel, annuelle, annuels, annuelles, year, years, yearly, annual, annee par annee, year by year, an par an, d une annee sur l autre, annuellement',
    ),
  ],
];
