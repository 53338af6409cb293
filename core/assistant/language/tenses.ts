import { wordTable } from './word-table.ts';

/**
 * Past forms of the verbs that questions stand on, as their present: when something was is told by its time, and « combien avions-nous
 * facturé en mars » asks what « combien avons-nous facturé en mars » asks.
 */
const IRREGULAR = wordTable(`
  avais avait > a; avions > avons; aviez > avez; avaient > ont; etais etait > est; etions > sommes; etiez > etes; etaient > sont
  devais devait > doit; devions > devons; devaient > doivent; faisait faisais > fait; faisions > faisons; faisaient > font
  pouvait > peut; venait > vient; venaient > viennent; mettait > met; mettaient > mettent; prenait > prend; prenaient > prennent
  recevait > recoit; recevaient > recoivent; fut > est; furent > sont; eut > a; eurent > ont
`);

/** Endings of the imperfect of the first group, and those of the present. */
const ENDINGS: readonly (readonly [RegExp, string])[] = [
  [/yaient$/, 'ient'],
  [/yait$/, 'ie'],
  [/aient$/, 'ent'],
  [/ions$/, 'ons'],
  [/ai[ts]$/, 'e'],
  [/iez$/, 'ez'],
];

/** The present of a verb in the past; null where it is none, or where its present is no word that `carries` something. */
export function presentOf(word: string, carries: (text: string) => boolean): string | null {
  const told = IRREGULAR.get(word);
  if (told !== undefined) return told;
  for (const [ending, present] of ENDINGS)
    if (word.length > 5 && ending.test(word)) {
      const found = word.replace(ending, present);
      return carries(found) ? found : null;
    }
  return null;
}
