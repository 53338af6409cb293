import type { Operator } from './operators.ts';
import { phrases } from './word-table.ts';

/** Adjectives that say how much of something there is: `les charges les plus lourdes`, `les montants les moins importants`. */
const LARGE = `gros grosse grosses grand grande grands grandes important importante importants importantes eleve elevee eleves elevees fort forte forts fortes haut haute hauts hautes
  lourd lourde lourds lourdes long longue longs longues vaste vastes etendu etendue etendus etendues volumineux volumineuse volumineuses considerable considerables significatif significative
  significatifs significatives consequent consequente consequents consequentes cher chere chers cheres nombreux nombreuses`;
const SMALL = `petit petite petits petites faible faibles bas basse basses court courte courts courtes reduit reduite reduits reduites modeste modestes maigre maigres leger legere legers legeres`;

const words = (list: string): string[] => list.split(/\s+/).filter((one) => one !== '');
/** `plus lourd`, `le plus lourd`, `les plus lourds`. */
const ranked = (degree: string, list: string): string[] =>
  words(list).flatMap((word) => ['', 'le ', 'la ', 'les '].map((article) => `${article}${degree} ${word}`));

/** `au-dessus de`, `… d'un`, `… du`, `… des`. */
const of = (text: string): string[] =>
  phrases(text).flatMap((phrase) => ['de', 'd', 'du', 'des', 'de la'].map((article) => `${phrase} ${article}`));

/** More ways in which people ask the same, by families of words. */
export const SPOKEN_OPERATORS: readonly (readonly [Operator, readonly string[]])[] = [
  [
    'more',
    of(
      'au dessus, au dela, est au dessus, sont au dessus, se situe au dessus, se situent au dessus, depasse la barre, depassent la barre',
    ),
  ],
  [
    'less',
    of(
      'au dessous, en dessous, en deca, est en dessous, sont en dessous, se situe en dessous, se situent en dessous, sous la barre, sous le seuil',
    ),
  ],
  ['except', of('a l exception, a l exclusion, mise a part, mis a part, en dehors, abstraction faite')],
  [
    'except',
    phrases(
      'outside, outside of, aside from, leaving out, with the exception of, barring, minus, hormis le, hormis la, hormis les, excepte le, excepte la, sauf les, hors le, hors la, hors les, en enlevant, en retirant, si on enleve, en otant, a l exception',
    ),
  ],
  [
    'versus',
    phrases(
      'face au, face aux, vis a vis de, vis a vis du, vis a vis des, en regard de, en regard du, comparativement a, comparativement au, contre le, contre la, contre les, oppose a, opposes a',
    ),
  ],
  [
    'share',
    phrases(
      'provient, proviennent, provient d, proviennent d, vient d, viennent d, fraction, proportion of, weight of, quote part des, quote part du, contribution des, que represente le, que represente la, que representent les, que pesent, pesent, poids relatif',
    ),
  ],
  ['compare', phrases('compares, comparons, comparees, comparant, mets face a face, face a face')],
  ['order', phrases('classons, triez, trions, rangez, rangent, ordonnez, ordonnees, ordonnes, hierarchisez')],
  ['top', phrases('leader, leaders, pic de, pic du, pic d, pic des, le plus riche, les plus riches')],
  [
    'bottom',
    phrases(
      'creux de, creux du, creux d, creux des, a le moins de, a le moins d, ont le moins de, ont le moins d, fait le moins de, font le moins de, compte le moins de, compte le moins d, comptent le moins de, enregistre le moins de, realise le moins de',
    ),
  ],
  ['top', [...ranked('plus', LARGE), ...ranked('moins', SMALL)]],
  ['bottom', [...ranked('plus', SMALL), ...ranked('moins', LARGE)]],
  [
    'top',
    phrases(`le plus haut niveau, le plus possible, maximale, maximales, maximaux, maximums, grosses, grosse, au plus haut
      remonte le plus de, remonte le plus d, remontent le plus de, remontent le plus d, sort le plus de, sort le plus d, sortent le plus de, sortent le plus d, releve le plus de, releve le plus d, domine, dominent, arrive en tete, arrivent en tete, vient en tete, viennent en tete, comptant le plus de, comptant le plus d, enregistre le plus de, enregistre le plus d, enregistrent le plus de, generent le plus de, genere le plus de, genere le plus d, realise le plus de, realisent le plus de, fait le plus de, font le plus de, a le plus de, a le plus d, ont le plus de, ont le plus d, possede le plus de, possedent le plus de, recense le plus de, affiche le plus de, affichent le plus de`),
  ],
  ['bottom', phrases('minimale, minimales, minimaux, le plus bas niveau, au plus bas')],
  ['best', phrases('le mieux, la mieux, les mieux')],
  ['worst', phrases('le moins bien, la moins bien, les moins bien, le plus mal, la plus mal, les plus mal')],
  [
    'by',
    phrases(`ventile selon, ventilee par, ventiles par, ventilees par, repartie par, repartis par, reparties par, detaillee par, detailles par, detaillees par, decoupee par, decoupes par, decoupees par
      groupee par, groupes par, groupees par, regroupee par, regroupes par, regroupees par, rangees par, ranges par, decline par, declinee par, declines par, declinees par, eclate par, eclatee par, au detail par, avec le detail par, avec detail par
      selon leur, selon leurs, selon son, selon sa, suivant leur, suivant leurs, par leur, par leurs, en fonction des, en fonction de la, en fonction de leur, en fonction de leurs
      en termes de, en terme de, en matiere de, en termes d, en terme d, en matiere d, sur le critere de, sur la base de, sur la base du, across, by each, per each, in terms of, depending on, pour chacun de, croise avec, croisee avec`),
  ],
  [
    'more',
    phrases(`depasse le, depasse la, depasse les, depassent le, depassent la, depassent les, depassait le, depassaient, depassaient le, a depasse, ont depasse, a depasse le, ont depasse le, ayant depasse, ayant depasse le, excede le, excedent le, excedait, au dessus du, au dela du, au dela des
      franchi, franchit, franchissent, a franchi, ont franchi, ayant franchi, franchi le, franchissent le, depasse la barre de, depasse la barre des, depassent la barre de, depassent la barre des, passe la barre des, passent la barre des, franchi la barre des, franchi le seuil de, depasse le seuil de, depassent le seuil de
      est au dessus de, sont au dessus de, etait au dessus de, etaient au dessus de, etait superieur a, etaient superieurs a, etaient superieures a, superieur au, superieure au, superieurs au, superieures au, in excess of, upwards of, topped, surpass, surpassed, exceeded, is above, are above, were above, is over, are over`),
  ],
  [
    'less',
    phrases(`en deca de, en deca du, sous le, sous la, sous le seuil de, sous le seuil des, sous la barre d, sous la barre du, au dessous du, au dessous des, en dessous du, en dessous des, inferieur au, inferieure au, inferieurs au, inferieures au
      n atteint pas, n atteignent pas, n atteint pas le, n atteignent pas le, n a pas atteint, n ont pas atteint, est en dessous de, sont en dessous de, etait sous, etaient sous, est sous, sont sous, etait inferieur a, etaient inferieurs a, etaient inferieures a, etait en dessous de, etaient en dessous de, is below, are below, were below, is under, are under, beneath, short of`),
  ],
  [
    'atLeast',
    phrases(
      'atteint, atteignent, atteignant, a atteint, ont atteint, atteint les, atteignent les, atteint le, atteignent le',
    ),
  ],
  [
    'atMost',
    phrases(
      'n ont pas depasse, n a pas depasse, n ayant pas depasse, ne depassaient pas, ne depassait pas, n ont pas franchi, n a pas franchi, n ont pas excede, n a pas excede, ne depasse pas, ne depassent pas, ne depasse pas les, ne depassent pas les, n excede pas, n excedent pas',
    ),
  ],
  ['with', phrases('ou on a, ou nous avons')],
  [
    'count',
    phrases(
      'en nombre de, en nombre d, en quantite de, le nombre de, le nombre d, le nombre des, the number of, total number of, combien il reste de, combien reste t il de, combien reste t il d, combien il reste d, combien on compte de, combien compte t on d',
    ),
  ],
  [
    'howMuch',
    phrases(
      'a combien se chiffre, a combien se chiffrent, se chiffre a combien, s eleve a combien, s elevent a combien, se monte a combien, a combien s etablit, quel total, c est combien, how much money',
    ),
  ],
  ['amount', phrases('amounts, valeur de, valeur des, en valeur, en montant')],
  [
    'trend',
    phrases(
      'trajectoire, dynamique, au cours du temps, au fil des trimestres, au fil des annees, au fil des semaines, au fil des jours, a travers le temps, courbe de, courbe du, courbe des, a evolue t il, a t il evolue, a t elle evolue, ont ils evolue, ont elles evolue, ont evolue, evoluait, historique de, historique du, historique des, suivi de, suivi du, suivi des, progression mensuelle, timeline, evolved, evolving',
    ),
  ],
  [
    'growth',
    phrases(`monte, montent, monter, a monte, ont monte, a t il monte, a t elle monte, grimpe, grimpent, grimper, a grimpe, ont grimpe, bondi, bondit, bondissent, a bondi, ont bondi, chuter, chutent, ont chute, baisser, augmenter, diminuer, progresser, reculer, grandir, grandit, degringole, degringolent, degringoler, effondre, effondrent, effondrer, stagne, stagnent, ralenti, ralentit
      ameliore, amelioree, ameliores, ameliorees, ameliorent, ameliorer, amelioration, degrade, degradee, degrades, degradees, degradent, degrader, degradation, deteriore, deterioree, deteriorent, deterioration, redresse, redressent, accru, accrue, accrus, accroit, accroissement, aggrave, aggravee, aggraves, aggravees, aggravent, aggraver, empire, empirent, bouge, bougent, a bouge, ont bouge, a t il bouge, a t elle bouge, remonte, remontent, alourdi, alourdie, alourdit, allonge, allongent, allonger, raccourci, raccourcit, a reduit, ont reduit, se reduit, se reduisent, s est reduit, s est reduite
      a t il augmente, a t elle augmente, ont ils augmente, ont elles augmente, a t il baisse, a t elle baisse, ont ils baisse, ont elles baisse, a t il diminue, a t elle diminue, a t il progresse, a t elle progresse, a t il chute, a t elle chute, a t il recule
      grow, grows, shrink, shrinks, rises, improve, improved, improves, improving, improvement, worsen, worsened, worsening, deteriorated, climbed, climbing, climb, dropped, dropping, dropped off, falling, rising, growing, increasing, decreasing, declining, shrunk, slipped, jumped, plunged, gone down, went up, went down, going up, going down, risen`),
  ],
  [
    'why',
    phrases(
      'qu est ce qui a fait chuter, qu est ce qui a fait baisser, qu est ce qui a fait augmenter, qu est ce qui a fait monter, qu est ce qui a fait grimper, qu est ce qui a fait progresser, qu est ce qui fait baisser, qu est ce qui fait augmenter, what made, what is behind, what lies behind, qu est ce qui tire, a quoi tient, comment se fait il que, d ou vient que',
    ),
  ],
  [
    'compare',
    phrases(
      'mets en parallele, mettre en parallele, rapproche, confronte, confronter, par opposition a, mis en regard, en regard',
    ),
  ],
  [
    'order',
    phrases(
      'classees selon, classes selon, rangees, ranges, ranger, par importance, par ordre d importance, par ordre decroissant d importance, hierarchise, hierarchie, trie du plus grand au plus petit, triees du plus grand au plus petit, sorted',
    ),
  ],
  [
    'worstFirst',
    phrases(
      'worst first, worst to best, from worst to best, du pire au meilleur, de la pire a la meilleure, les pires d abord, le pire d abord, la pire d abord, les pires en premier, le pire en premier, la pire en premier, les pires en tete, du moins bon au meilleur, de la moins bonne a la meilleure',
    ),
  ],
  [
    'bestFirst',
    phrases(
      'best first, best to worst, from best to worst, du meilleur au pire, de la meilleure a la pire, les meilleurs d abord, les meilleures d abord, les meilleurs en premier, les meilleures en premier, le meilleur en premier, la meilleure en premier, le meilleur d abord, la meilleure d abord, du meilleur au moins bon, de la meilleure a la moins bonne',
    ),
  ],
  ['orderUp', phrases('en ordre croissant, dans l ordre croissant, lowest first, smallest first')],
  [
    'list',
    phrases(
      'dresse la liste, dressez la liste, sors la liste, detaille moi, enumerez, listing, listing de, listing des, la liste de, la liste des, la liste du, donne les noms, donne moi les noms, les noms des, quels en sont',
    ),
  ],
  [
    'exists',
    phrases(
      'y en a t il, y a t il au moins un, y a t il au moins une, y a t il un seul, y a t il une seule, a t on des, a t on un, avons nous des, avons nous un, existe il',
    ),
  ],
  ['and', phrases('+, et puis, et ensuite')],
  ['only', phrases('et rien d autre, exclusivement, strictement')],
  [
    'order',
    phrases(
      'les plus gros d abord, les plus grands d abord, les plus grosses d abord, les plus grandes d abord, les plus eleves d abord, les plus elevees d abord, les plus importants d abord, les plus importantes d abord, le plus gros d abord, le plus grand d abord, largest first, biggest first, highest first',
    ),
  ],
  [
    'orderUp',
    phrases(
      'les plus petits d abord, les plus petites d abord, les plus faibles d abord, les plus bas d abord, les plus basses d abord, le plus petit d abord, le plus faible d abord',
    ),
  ],
  ['cumulated', phrases('cumule, cumulee, cumules, cumulees, en cumule, cumulative, cumulatively, running total')],
  [
    'about',
    phrases(
      'infos sur, infos, informations sur, information sur, info sur, renseignements sur, des nouvelles de, infos concernant, informations concernant, information on, information about, tell me about',
    ),
  ],
  [
    'began',
    phrases(
      's est installe, s est installee, se sont installes, se sont installees, s est implante, s est implantee, se sont implantes, se sont implantees, s est etabli, se sont etablis, se sont etablies, est arrive, est arrivee, sont arrives, sont arrivees, ont rejoint, a rejoint, nous ont rejoints, moved in, settled in, settled, arrived, joined',
    ),
  ],
  [
    'where',
    phrases('se trouvent where, se trouve where, sont where, est where, where ca, c est where, where sont ils'),
  ],
  ['list', phrases('who are, who are our, who are the')],
  [
    'growth',
    phrases(
      'go up, go down, goes up, goes down, come down, came down, gone up, monte t il, monte t elle, montent ils, montent elles, baisse t il, baisse t elle, baissent ils, baissent elles, augmente t il, augmente t elle, augmentent ils, augmentent elles, diminue t il, diminuent ils, progresse t il, progressent ils, descend, descendent, descendent ils, descendent elles, descendre, descendu, est descendu, a decru, decroit',
    ),
  ],
  ['day', phrases('jour par jour, day by day, journee, journees')],
  ['week', phrases('semaine par semaine, week by week')],
  [
    'except',
    phrases('exclue, exclues, mise a part, mises a part, exceptees, exceptes, mais sans, non comprise, non comprises'),
  ],
  [
    'atLeast',
    phrases(
      'superieurs ou egaux a, superieures ou egales a, plus grand ou egal a, greater than or equal to, higher than or equal to, more than or equal to, equal to or greater than, equal to or above',
    ),
  ],
  [
    'atMost',
    phrases(
      'inferieurs ou egaux a, inferieures ou egales a, ne depassant pas, n excedant pas, less than or equal to, lower than or equal to, equal to or less than, equal to or below, plafonne a, plafonnent a',
    ),
  ],
  [
    'more',
    phrases(
      'excedant, excedaient, ont excede, va au dela de, vont au dela de, allait au dela de, allaient au dela de, allant au dela de, plus elevee que, plus eleves que, plus elevees que, plus forte que, plus fort que, plus importante que, plus important que, plus gros que, larger than, bigger than',
    ),
  ],
  [
    'less',
    phrases(
      'plus faible que, plus faibles que, plus petit que, plus petite que, moins eleve que, moins elevee que, reste sous, restent sous, reste inferieur a, restent inferieurs a, restent inferieures a, reste sous les, restent sous les, reste en dessous de, restent en dessous de, smaller than',
    ),
  ],
  ['with', phrases('whose')],
];
