import { FILLERS, PARTICLES } from '../../language/fillers.ts';
import type { Token } from '../../language/tokens.ts';

const words = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/));

const ADDING = words(
  'ajoute ajouter ajoutez ajoutons ajoutait ajoutais rajoute rajouter rajoutez rajoutons rajoutait remets remettez remettre reintegre reintegrer reintegrez inclus inclure incluez add adding include',
);
const REMOVING = words(
  'enleve enlever enlevez enlevons enlevait retire retirer retirez retirons retirait ote oter otez supprime supprimer supprimez efface effacer vire virer remove drop delete',
);
const REPLACING = words(
  'remplace remplacer remplacez remplacons remplacait change changer changez changeons substitue substituer replace swap switch',
);
/** What stands between the old and the new one. */
const INTO = words('par en pour contre with by for to');
/** Before the verb: whom it is said to, that it follows. */
const LEADING = words('et si on maintenant puis ensuite alors non plutot finalement now then and also can will let');
/** Beside what is named: the place in the answer, not a part of it. */
const PLACE = words(
  'moi aussi egalement cela ceci dedans filtre filtres critere criteres condition conditions colonne colonnes ligne lignes ventilation decoupage axe tableau requete filter column row also too as well',
);
const CONDITION = words('filtre filtres critere criteres condition conditions restriction filter filters');
const INSTEAD: readonly (readonly string[])[] = [
  ['au', 'lieu', 'de'],
  ['au', 'lieu', 'du'],
  ['au', 'lieu', 'des'],
  ['au', 'lieu', 'd'],
  ['a', 'la', 'place', 'de'],
  ['a', 'la', 'place', 'du'],
  ['a', 'la', 'place', 'des'],
  ['a', 'la', 'place', 'd'],
  ['plutot', 'que'],
  ['plutot', 'qu'],
  ['instead', 'of'],
  ['rather', 'than'],
];
const TAKING = words('mets mettez mettre prends prenez prendre montre donne utilise put take use show');

/** An order to change the question before: what is added, taken away, or put for something else. */
export type Change =
  | {
      readonly act: 'add' | 'remove';
      readonly named: readonly Token[];
      /** `sans` says less than a verb: it leaves a value out. */
      readonly verb: boolean;
      /** « le filtre sur Vridi »: the condition, not the thing. */
      readonly condition: boolean;
    }
  | { readonly act: 'replace'; readonly sides: readonly (readonly [old: readonly Token[], now: readonly Token[]])[] };

/** The change that the words of a question order, by its verb; null where they order none. */
export function changeIn(tokens: readonly Token[]): Change | null {
  const instead = insteadIn(tokens);
  if (instead) return instead;
  const at = tokens.findIndex(({ text }) => ADDING.has(text) || REMOVING.has(text) || REPLACING.has(text));
  const verb = tokens[at]?.text ?? '';
  const sans = tokens[0]?.text === 'sans' || tokens[0]?.text === 'without';
  const condition = tokens.some(({ text }) => CONDITION.has(text));
  if (sans && tokens.length > 1) return { act: 'remove', named: bare(tokens.slice(1)), verb: false, condition };
  if (at < 0 || !tokens.slice(0, at).every(({ text }) => LEADING.has(text) || spoken(text))) return null;
  const rest = tokens.slice(at + 1);
  if (rest.length === 0) return null;
  if (!REPLACING.has(verb))
    return { act: ADDING.has(verb) ? 'add' : 'remove', named: bare(rest), verb: true, condition };
  const sides = rest.flatMap(({ text }, i) =>
    INTO.has(text) && i > 0 && i < rest.length - 1 ? [[bare(rest.slice(0, i)), bare(rest.slice(i + 1))] as const] : [],
  );
  return sides.length > 0 ? { act: 'replace', sides } : null;
}

const spoken = (text: string): boolean => FILLERS.has(text) || PARTICLES.has(text);

/** `Koumassi au lieu de Vridi`. */
function insteadIn(tokens: readonly Token[]): Change | null {
  for (let at = 1; at < tokens.length - 2; at += 1)
    for (const phrase of INSTEAD) {
      if (!phrase.every((word, i) => tokens[at + i]?.text === word)) continue;
      const now = tokens.slice(0, at);
      const first = now.findIndex(({ text }) => !LEADING.has(text) && !TAKING.has(text));
      const old = tokens.slice(at + phrase.length);
      if (first >= 0 && old.length > 0) return { act: 'replace', sides: [[bare(old), bare(now.slice(first))]] };
    }
  return null;
}

/** « une colonne impayés », « le filtre sur Vridi », « -moi aussi Vridi »: what is named alone. */
function bare(tokens: readonly Token[]): readonly Token[] {
  const kept = tokens.filter(({ text }) => !PLACE.has(text));
  return tokens.length > kept.length && /^(un|une|a|an)$/.test(kept[0]?.text ?? '') ? kept.slice(1) : kept;
}
