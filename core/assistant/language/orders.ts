import { TIME_WORDS } from '../time/words.ts';
import { NUMBERS } from './idiom-list.ts';
import type { Token } from './tokens.ts';

const words = (list: string): readonly string[] => list.split(/\s+/).filter((word) => word !== '');
const set = (list: string): ReadonlySet<string> => new Set(words(list));

/** Verbs of the first group that change data. */
const WRITING = `annuler supprimer effacer modifier corriger creer attribuer reattribuer resilier marquer desactiver reactiver bloquer debloquer payer rembourser archiver
  importer transferer assigner affecter cloturer renommer fusionner declarer reinitialiser appliquer accorder verrouiller ecraser rayer purger
  reintegrer autoriser`;
/** Those whose imperative is a noun, an adjective or a participle too: « solde des clients », « baisse des ventes », « libre ». */
const ALSO_NOUNS =
  'relancer solder changer baisser augmenter liberer facturer valider noter enregistrer ajouter verser regler virer';
/** Forms of regular verbs, by their endings. */
const forms = (verbs: string, ...endings: readonly string[]): ReadonlySet<string> =>
  new Set(words(verbs).flatMap((verb) => endings.map((ending) => verb.slice(0, -2) + ending)));
const IMPERATIVE = forms(WRITING, 'e', 'ez');
const IMPERATIVE_NOUN = forms(ALSO_NOUNS, 'e', 'ez');
const INFINITIVE = new Set(words(`${WRITING} ${ALSO_NOUNS} emettre inscrire suspendre`));
const SUBJUNCTIVE = forms(`${WRITING} ${ALSO_NOUNS}`, 'e', 'es', 'iez');
const PUTTING = set(
  'mets mettez mettre mettes mettiez remets remettez remettre remettes passe passez passer passes passiez bascule basculez basculer',
);
const DOING = set('fais faites faire fasses fassiez effectue effectuez effectuer effectues');
const NOTING = set('considere considerez considerer note notez retiens retenez');
const ISSUING = set(
  'emets emettez emettre emettes emettiez genere generez generer generes cree creez creer etablis etablissez etablir envoie envoies envoyez envoyer enregistre enregistrez enregistrer enregistres edite editez editer',
);

/** What is said before an order: whom it is asked of, and how politely. */
const LEADING = set(`
  bonjour bonsoir salut svp stp s il te vous plait merci de d bien vouloir veuillez pourriez pouvez peux pourrais peut pourrait puis je tu on nous j
  veux voudrais veut voudrait voudrions voulons souhaite souhaiterais souhaitons aimerais aimerait aimerions faut faudrait comment aide aidez moi a
  besoin oublie oubliez pas n ne est ce que qu possible maintenant alors puis et ok donc bon allez afin pour me y t commence
  please kindly could can would will you i we want need to like d let us help just go ahead and now have how do so then hello hi`);
/** Ways of being shown something that use the same verbs: « crée un tableau de », « mets en pourcentage ». */
const SHOWN = set(`
  tableau tableaux graphique graphiques graphe courbe liste histogramme camembert diagramme rapport etat synthese point resume bilan classement top
  comparaison comparatif zoom focus recapitulatif recap calcul moyenne analyse ventilation repartition tri suivi tour etude extraction
  pourcentage pourcentages % euros euro dollars fcfa xof francs millions milliards milliers parts part valeur valeurs nombre montant quantite ordre
  colonne colonnes anglais francais revue perspective evidence avant relation
  chart table report list graph summary comparison ranking breakdown`);
const DEFINITE = set('le la les l ce cet cette ces mes nos tous toutes tout ma mon notre leur leurs son sa ses');
const INDEFINITE = set('un une a an');
/** What stands behind a figure, and never behind an order. */
const BEHIND_FIGURES = set(
  'par en depuis au aux a de du d des sur by in pendant et ou est sont entre avant apres dans pour of',
);
const PLEASE = set('moi nous stp svp donc s il te vous plait please');

/** English verbs of orders; those of the second list are nouns or judge a figure, too. */
const ENGLISH = set(
  'delete cancel remove mark update create terminate assign reassign erase void reset archive rename merge reject revoke unassign',
);
const ENGLISH_NOUNS = set(
  'change issue pay transfer record block release move edit add set write email close approve send make adjust reduce increase raise',
);
const ENGLISH_PUTTING = set('set put move switch turn');
const ENGLISH_ARTICLES = set('the a an all every our my this that these those');

/**
 * The words order to write: an imperative that begins a sentence, or an infinitive behind nothing but courtesies. « factures annulées »,
 * « a-t-on annulé » tell what was done, and are questions.
 */
export function isOrder(tokens: readonly Token[]): boolean {
  return tokens.some((token, at) => (at === 0 || token.comma === true) && ordersFrom(tokens.slice(at)));
}

function ordersFrom(tokens: readonly Token[]): boolean {
  for (let at = 0; at < tokens.length; at += 1) {
    if (verbAt(tokens, at)) return true;
    if (!LEADING.has(tokens[at]?.text ?? '')) return false;
  }
  return false;
}

function verbAt(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  // « annulé » was done, « crée » is to be done.
  if (!token || (/é(e|s|es)?$/i.test(token.raw) && !/^crées?$/i.test(token.raw))) return false;
  const { text } = token;
  const rest = tokens.slice(at + 1).filter(({ text: one }, i) => i > 2 || !PLEASE.has(one));
  const [next, after] = rest;
  const object = next?.text ?? '';
  if (object === '') return false;
  // « encaissé le mois dernier », « baisse la plus forte » hold no order; « clôture l'exercice » does.
  const timed = !/^clotur/.test(text) && TIME_WORDS.has(after?.text ?? '');
  const shown = SHOWN.has(after?.text ?? '') && !DEFINITE.has(object);
  const told = timed || /^(plus|moins)$/.test(after?.text ?? '') || shown;
  const plain = !BEHIND_FIGURES.has(object) && !told;
  const wanted = /^(tu|vous)$/.test(tokens[at - 1]?.text ?? '') && tokens[at - 3]?.text !== 'ce';
  return (
    (ISSUING.has(text) && INDEFINITE.has(object) && !SHOWN.has(after?.text ?? '')) ||
    (DOING.has(text) && INDEFINITE.has(object) && doesSomething(rest.slice(1))) ||
    (INFINITIVE.has(text) && !BEHIND_FIGURES.has(object) && !shown) ||
    (wanted && SUBJUNCTIVE.has(text) && plain) ||
    (PUTTING.has(text) && putsInto(rest)) ||
    (NOTING.has(text) && (/^(que|qu)$/.test(object) || rest.some((one) => one.text === 'comme'))) ||
    (IMPERATIVE.has(text) && plain) ||
    (IMPERATIVE_NOUN.has(text) && DEFINITE.has(object) && after !== undefined && !told) ||
    (ENGLISH.has(text) && !BEHIND_FIGURES.has(object)) ||
    (ENGLISH_NOUNS.has(text) && !SHOWN.has(after?.text ?? '') && isThing(object, after?.text ?? '')) ||
    (ENGLISH_PUTTING.has(text) && rest.some((one, i) => i > 0 && /^(to|as)$/.test(one.text)) && object !== 'on')
  );
}

/** « the tenant », « 12 », « plot 4 ». */
const isThing = (object: string, after: string): boolean =>
  ENGLISH_ARTICLES.has(object) || /^\d/.test(object) || NUMBERS.has(object) || /^\d/.test(after) || object === 'off';

/** « fais un virement », « … de 2 millions »; « fais un classement des … » shows something. */
function doesSomething([thing, next, last]: readonly Token[]): boolean {
  if (!thing || SHOWN.has(thing.text)) return false;
  const amount = /^(de|d)$/.test(next?.text ?? '') && /^\d/.test(last?.text ?? '');
  return next === undefined || amount || /^(a|au|aux|pour|sur)$/.test(next.text);
}

/** « passe Untel en inactif », « mets le montant à zéro », « mets à jour le statut »; « mets le tout en pourcentage » shows it so. */
function putsInto(rest: readonly Token[]): boolean {
  const texts = rest.map(({ text }) => text);
  if (texts[0] === 'a' && /^(jour|zero|0)$/.test(texts[1] ?? '')) return texts.length > 2;
  const at = texts.findIndex((text, i) => i > 0 && /^(en|comme)$/.test(text));
  const state = texts[at + 1] ?? '';
  if (at > 0 && state !== '' && !SHOWN.has(state) && !TIME_WORDS.has(state) && !/^\d/.test(state))
    return !/^(moi|a|au|par)$/.test(texts[0] ?? '') && !texts.includes('par');
  return texts.length > 2 && texts.at(-2) === 'a' && /^(zero|0)$/.test(texts.at(-1) ?? '');
}
