import type { Readable } from '../knowledge.ts';
import type { Understanding } from '../understand/asked.ts';
import { metricLabel } from './chips.ts';
import { offersFor, type Unanswered } from './offers.ts';

type Locale = 'fr' | 'en';
type Clarify = Extract<Understanding, { status: 'clarify' }>;

const REASONS: Record<Clarify['reason'], Record<Locale, (words: string) => string>> = {
  metric: {
    fr: (w) => (w ? `De quel indicateur parlez-vous, à propos de « ${w} » ?` : 'De quel indicateur parlez-vous ?'),
    en: (w) => (w ? `Which figure about “${w}”?` : 'Which figure do you mean?'),
  },
  dimension: {
    fr: (w) =>
      w
        ? `Je ne sais pas détailler cet indicateur par « ${w} ». Par quoi le détailler ?`
        : 'Par quoi faut-il le détailler ?',
    en: (w) => (w ? `This figure cannot be split by “${w}”. By what?` : 'Split by what?'),
  },
  period: {
    fr: (w) => (w ? `De quels jours parlez-vous avec « ${w} » ?` : 'Sur quelle période ?'),
    en: (w) => (w ? `Which days do you mean by “${w}”?` : 'Over which period?'),
  },
  value: {
    fr: (w) => `« ${w} » peut désigner plusieurs choses : laquelle ?`,
    en: (w) => `“${w}” can mean several things: which?`,
  },
  threshold: { fr: (w) => `À quoi se rapporte « ${w} » ?`, en: (w) => `What is “${w}” about?` },
  leftover: {
    fr: (w) => `Je ne sais pas quoi faire de « ${w} ». Pouvez-vous le dire autrement ?`,
    en: (w) => `I do not know what to do with “${w}”. Can you put it otherwise?`,
  },
  average: {
    fr: () => 'Une moyenne par quoi : par mois, par année, par… ?',
    en: () => 'A mean by what: by month, by year, by…?',
  },
  combination: {
    fr: (w) => `Je ne sais pas combiner ${w ? `« ${w} »` : 'tout cela'}. Posez-moi l’un puis l’autre.`,
    en: (w) => `I cannot combine ${w ? `“${w}”` : 'all of this'}. Ask one, then the other.`,
  },
  moment: {
    fr: (w) =>
      `Cet indicateur se mesure sur une période, pas à un instant (« ${w} ») : le mois, l’année, ou depuis le début de l’année ?`,
    en: (w) => `This is measured over a period, not at a moment (“${w}”): that month, that year, or year to date?`,
  },
  noun: { fr: (w) => `Au total, ou par « ${w} » ?`, en: (w) => `In all, or by “${w}”?` },
  context: { fr: () => 'De qui ou de quoi parlez-vous ?', en: () => 'Of whom or what?' },
  share: {
    fr: (w) => `Une part de quoi : de tous les « ${w} », ou de l’ensemble dont ils font partie ?`,
    en: (w) => `A share of what: of all “${w}”, or of what they are a part of?`,
  },
  change: {
    fr: () => 'Je ne sais ni trier ni choisir par une variation. Voulez-vous la comparaison de chacun ?',
    en: () => 'I can neither order nor select by a change. Do you want each one compared?',
  },
  same: {
    fr: () => 'C’est la réponse que vous avez sous les yeux : que faut-il y changer ?',
    en: () => 'That is the answer before you: what should change?',
  },
  none: {
    fr: (w) => `Je ne sais pas dire qui n’a aucun chiffre${w ? ` (« ${w} »)` : ''} : je ne vois que ceux qui en ont.`,
    en: (w) => `I cannot tell who has no figure${w ? ` (“${w}”)` : ''}: I see those that have one.`,
  },
  state: {
    fr: (w) =>
      `« ${w} » se compte à une date. Voulez-vous l’état à la fin de la période, ou ce qui s’est passé pendant ?`,
    en: (w) => `“${w}” is counted on a date. Its state at the end of the period, or what happened in it?`,
  },
  definition: {
    fr: (w) => `De quel indicateur voulez-vous la définition${w ? ` (« ${w} »)` : ''} ?`,
    en: () => 'The definition of which figure?',
  },
  unit: {
    fr: (w) => `Ce seuil ou cette part n’est pas de la même unité que l’indicateur${w ? ` (« ${w} »)` : ''}.`,
    en: (w) => `This limit or share has not the unit of the figure${w ? ` (“${w}”)` : ''}.`,
  },
  list: {
    fr: () => 'Je sais les compter, pas en faire la liste ici. Voulez-vous le nombre ?',
    en: () => 'I can count them, not list them. The number?',
  },
  amount: { fr: (w) => `Le nombre ou le montant (« ${w} ») ?`, en: (w) => `The number or the amount (“${w}”)?` },
};

/** Why a question is not answered yet, with the nearest that are: each can be asked as it is offered. */
export function sayTrouble(
  found: Exclude<Understanding, { status: 'query' }>,
  asked: Unanswered,
  knowledge: Readable,
  locale: Locale,
): { sentence: string; options: string[] } {
  const french = locale === 'fr';
  if (found.status === 'refused') {
    const why = {
      write: french ? 'Je lis les chiffres, je ne modifie rien.' : 'I read figures; I change nothing.',
      secret: french
        ? 'Je ne donne ni mot de passe, ni clé, ni réglage interne.'
        : 'I give no password, key or inner setting.',
      tenant: french ? 'Je ne vois que les données de votre organisation.' : 'I see your organisation’s data alone.',
      forecast: '',
      personal: '',
    };
    return { sentence: why[found.why], options: [] };
  }
  const options = offersFor(found, asked, knowledge, locale);
  if (found.status === 'clarify') {
    const defined = found.reason === 'definition' ? knowledge.lexicon.metrics.get(found.words) : undefined;
    if (!defined) return { sentence: REASONS[found.reason][locale](found.words), options };
    const label = metricLabel(knowledge, defined.name, locale);
    return { sentence: `${label}${french ? ' : ' : ': '}${defined.description}`, options };
  }
  if (found.forecast)
    return {
      sentence: french
        ? 'Je réponds sur ce qui s’est passé : ni prévision, ni objectif, ni jour à venir.'
        : 'I answer about what happened: no forecast, target or day to come.',
      options,
    };
  const words = found.words.map((one) => `« ${one} »`).join(', ');
  const meant = options.length > 0 && found.options.length > 0;
  const sentence = french
    ? `Je ne connais pas ${words || 'cette question'}.${meant ? ' Vouliez-vous dire :' : ''}`
    : `I do not know ${words || 'this question'}.${meant ? ' Did you mean:' : ''}`;
  return { sentence, options };
}
