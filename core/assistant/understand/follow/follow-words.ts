import type { Day } from '@griot/kernel';
import { compileTurns, plainly } from '../../language/idioms.ts';
import type { Token } from '../../language/tokens.ts';
import type { Lexicon } from '../../lexicon/build-lexicon.ts';
import type { Asked } from '../asked.ts';
import { lettersSpelled, valuesNarrow } from './follow-family.ts';
import { spliced, withTimesOf } from './follow-times.ts';
import { FOLLOW_TURNS } from './follow-turns.ts';

const TURNS = compileTurns({ turns: [], things: [], figures: [] }, FOLLOW_TURNS);

/** What is said after a question, in words that say it by themselves: what leans on the question before is spelled out. */
export const spelledAfter = (
  before: Asked,
  tokens: readonly Token[],
  o: { lexicon: Lexicon; today: Day },
): readonly Token[] =>
  withTimesOf(
    before,
    withoutOwnUnit(
      before,
      valuesNarrow(before, lettersSpelled(plainly(headed(tokens), TURNS), o.lexicon), o.lexicon),
      o.lexicon,
    ),
    o.today,
  );

const UNITS: Readonly<Record<string, RegExp>> = {
  days: /^(jours?|days?)$/,
  currency: /^(francs?|fcfa|xof|cfa|money|argent)$/,
  hectares: /^(hectares?|ha)$/,
};

/** `en nombre de jours pour la logistique` after a delay: the unit that it has says nothing more. */
function withoutOwnUnit(before: Asked, tokens: readonly Token[], lexicon: Lexicon): readonly Token[] {
  const unit = UNITS[lexicon.metrics.get(before.metrics[0] ?? '')?.unit ?? ''];
  const at = tokens.findIndex(({ text }) => text === 'en' || text === 'in');
  const of =
    at >= 0 && tokens[at + 1]?.text === 'nombre' && /^(de|d)$/.test(tokens[at + 2]?.text ?? '') ? at + 3 : at + 1;
  if (at < 0 || !unit?.test(tokens[of]?.text ?? '') || tokens.length < of + 2) return tokens;
  return [...tokens.slice(0, at), ...tokens.slice(of + 1)];
}

/** `les 3 derniers plutôt`, `by quarter instead`: said at the end, it says at the head that something is changed. */
function headed(tokens: readonly Token[]): readonly Token[] {
  const last = tokens.at(-1)?.text ?? '';
  const word = /^(instead|please|then)$/.test(last) ? 'and' : /^(plutot|stp|svp|alors|donc)$/.test(last) ? 'et' : null;
  if (word === null || tokens.length < 2) return corrected(tokens);
  const rest = tokens.slice(0, -1);
  return corrected(/^(et|and)$/.test(rest[0]?.text ?? '') ? rest : spliced(rest, 0, 0, word));
}

/** `pas Vridi, Koumassi`: what stands behind the comma takes the place of what stands before it. */
function corrected(tokens: readonly Token[]): readonly Token[] {
  const comma = tokens.findIndex((one) => one.comma === true);
  const denied = /^(pas|not|non)$/.test(tokens[0]?.text ?? '') && comma > 1 && comma < 5;
  return denied && tokens.length > comma ? spliced(tokens.slice(comma), 0, 0, 'et') : tokens;
}
