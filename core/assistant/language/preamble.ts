/** What people say that they are at before they ask: `je prépare le comité, …`, `préparation du conseil : …`. */
const OCCASION =
  /\b(pr[ée]par(e|es|ons|ez|ation|er)|r[ée]unions?|comit[ée]s?|conseil d.administration|codir|codg|assembl[ée]e|pr[ée]sentation|r[ée]dige|rapport d.activit[ée]s?|note de synth[èe]se|board|meeting|boss|patron|patronne|ministre|urgent|urgence|question rapide|petite question|rapide question)\b/i;
/** A beginning that ends in a comma or a colon, and what is asked behind it. */
const BEGINNING = /^([^,:;.!?]{3,80})[,:;.!]\s+(.{6,})$/s;

/**
 * A beginning that only tells the occasion, and what is asked behind it; null where there is none. One with a figure or a proper
 * name in it may say of what.
 */
export function preambleOf(question: string): { readonly said: string; readonly asked: string } | null {
  const [, said = '', asked = ''] = BEGINNING.exec(question.trim()) ?? [];
  return OCCASION.test(said) && !/\d|\s\p{Lu}/u.test(said) ? { said, asked } : null;
}
