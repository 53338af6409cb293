import type { Day } from '@griot/kernel';
import { compileTurns, plainly } from '../language/idioms.ts';
import type { Token } from '../language/tokens.ts';
import type { Lexicon } from '../lexicon/build-lexicon.ts';
import type { Asked } from './asked.ts';
import { lettersSpelled, valuesNarrow } from './follow-family.ts';
import { withTimesOf } from './follow-times.ts';
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
    withoutOwnUnit(before, valuesNarrow(lettersSpelled(plainly(tokens, TURNS), o.lexicon), o.lexicon), o.lexicon),
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
