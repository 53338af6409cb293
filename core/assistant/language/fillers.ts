import { LIGHT_VERBS } from './light-verbs.ts';

/** Verbs by which people ask for an answer: they say nothing of it. Infinitive, imperative, first person, participle. */
const ASKING =
  `affich present indiqu precis calcul chiffr cherch trouv rappel communiqu edit trac dessin regard analys examin verifi prepar envisag explor affin
  evalu resum recapitul demand consult pos export`
    .split(/\s+/)
    .flatMap((verb) => ['er', 'e', 'ez', 'ons', 'es'].map((ending) => verb + ending));
const ASKING_TOO =
  `rappelle rappelles extraire extrais extrayez extrait sortez ressors ressortez ressortir fournir fournis fournissez fourni dire dites disons voyez savoir sache suivre suivez suis
  obtenir obtiens lire lis lisez faire faites fasse produire produis produisez mets mettez mettre etablir etablis etablissez tiens donnes donnons montres montrons veuillez puis puisse pouvons devons saurais
  correspond correspondent extraction statistiques statistique stats stat reporting patron patronne chef cheffe boss dg directeur directrice manager collegue president veulent demande besoins partout volume volumes fournisse
  please provide level display fetch pull generate could shall lets kindly quickly`
    .split(/\s+/)
    .filter((word) => word !== '');

const ENGLISH =
  `manage managed manages managing own owns owned handle handles operate operates operating had it them ones actually exactly really roughly approximately altogether just
  s re ve ll got tells showing shown displayed seen look looking happening happened stand stands there here so also too along
  anyone everyone somebody someone whole entire entirely together am being hi hey hello dear thank thanks kindly possibly maybe quick overview summary report
  sign signs signing recorded registered booked posted done made know wondering check checking curious interested`
    .split(/\s+/)
    .filter((word) => word !== '');

/** Words that carry nothing that a figure depends on. A word that is not here, not understood, is never left out in silence. */
export const FILLERS: ReadonlySet<string> = new Set([
  ...ASKING,
  ...ASKING_TOO,
  ...LIGHT_VERBS,
  ...ENGLISH,
  ...`le la les l un une des du de d au aux a en dans sur pour ce cet cette ces c s n t m j qu que quoi dont est sont etait etaient sera ete fut ont avons avez ai as as
  nous on je tu vous ils elles elle il moi me mon ma mes notre nos votre vos te se si y donne donnez donner montre montrez montrer affiche affichez afficher voir savoir connaitre
  veux voudrais voudrait veut souhaite souhaiterais aimerais peux peut pouvez pourrais pourriez dis dites dire calcule calculer calculez svp plait bonjour salut merci bonsoir merci
  stp besoin faut chercher cherche trouve trouver sors sortir total totale totaux totales global globale globaux globalement ensemble cumul cumule cumulee cumulees cumules actuel actuelle actuellement
  present presentement quel quelle exact exactement precis precisement svp bien tres aussi donc alors ok oui stp ici chez vers lors durant pendant parmi entre-temps niveau
  genere generes generee realise realisee realises realisees fait faits faite obtenu obtenue enregistre enregistree enregistres enregistrees constate constatee constates effectue effectues effectuee
  fcfa cfa xof francs franc chiffres chiffre figure figures donnees donnee info infos information informations situation etat point detail details resultat resultats indicateur indicateurs kpi
  the an of in for to at on with what which is are was were be been show give tell me us we our my please i you can could would like want need see get find how it do does did has have had there any all
  that this these those current currently right total overall emis emise emises make made making generated hello thanks from into
  quoi argent comment cela ceci tout toute toutes tous lequel a-t t dit dits quelque quelques agence entierement complet complete avoir etre fais faisons realisons
  aient ait soient soit aide aidez aider comptait comptaient general generale generaux simplement concretement honnetement environ approximativement grosso modo
  abrite abritent accueille accueillent heberge hebergent regroupe regroupent
  inclus incluse inclusivement eu opere operent exerce exercent encore toujours maintenant jour date periode periodes come alors stp demande question rapport svp
  euh heu bah ben hein bref oh ah eh attends attendez attend tiens ecoute ecoutez voyons voila allo coucou salutations vraiment franchement deja dire aurais auriez aurait serait possible
  voulais voulait veulent voudrions souhaitons souhaitez aimerait cherchons regarde regarder regardez seriez pourriez
  gerons gere gerent gerez geree geres gerees comptons comptez possede possedons possedent detient detenons detiennent disposons dispose disposent
  installe installee installes installees implante implantee implantes implantees situe situee situes situees localise localisee localises localisees presents presente presentes
  signe signee signes signees conclu conclue conclus conclues passee passees passes commence commencee commences commencees demarre demarree demarres demarrees
  utilise utilisee utilises utilisees saisie saisies saisis comptabilise comptabilisee comptabilises comptabilisees existe existent existant existante existants existantes
  figure figurent recense recensee recenses recensees recensons observe observee observes observees atteinte atteints atteintes concerne concernant concernent
  tableau graphique graphiques graphe diagramme histogramme recapitulatif recap synthese apercu
  degage degagent degagee degagees detecte detectee detectes detectees releve relevee releves relevees identifie identifiee identifies identifiees repere reperee reperes reperees trouvees
  connu connue connus connues connait connaissent connaitra
  different differents differente differentes distinct distincts distincte distinctes
  sortie sorties
  found detected spotted started begun began signed located based held used money run running know chart graph`
    .split(/\s+/)
    .filter((word) => word !== ''),
]);

/** Verbs of having that say nothing, where an application does not call something so: « Combien de clients compte Vridi ? ». */
export const HAVING: ReadonlySet<string> = new Set('compte comptent totalise totalisent'.split(' '));

/** Words between the parts of a name that do not change it: `lots restent disponibles`, `montant moyen d'une facture`. */
export const COPULAS: ReadonlySet<string> = new Set(
  'restent reste restant restants restantes demeurent encore toujours actuellement deja un une still currently'.split(
    ' ',
  ),
);

/** Particles inside names and labels: `taux d'occupation`, `taux occupation` and `taux de l'occupation` are one. */
export const PARTICLES: ReadonlySet<string> = new Set(
  'd de des du l la le les a au aux en et and of the est sont are is etait etaient total totale totaux totales ont ete were been'.split(
    ' ',
  ),
);
