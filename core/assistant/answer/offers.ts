import type { Readable } from '../knowledge.ts';
import { plainly } from '../language/idioms.ts';
import { tokenize } from '../language/tokens.ts';
import { respell } from '../lexicon/respell.ts';
import type { Asked, Understanding } from '../understand/asked.ts';
import { cover } from '../understand/cover.ts';
import { dimensionOf } from '../understand/find-dimensions.ts';
import { understand } from '../understand/understand.ts';
import { metricLabel } from './chips.ts';
import { firstQuestions } from './first-questions.ts';
import { nextQuestions } from './next-questions.ts';

type Locale = 'fr' | 'en';
type Trouble = Extract<Understanding, { status: 'clarify' | 'unknown' }>;

/** What is offered at once, and how few are no choice. */
const MOST = 4;
const FEWEST = 2;

export interface Unanswered {
  readonly question: string;
  readonly before: Asked | null;
}

/**
 * Questions to choose from where one was not understood: itself with the words put right, or what it named, asked plainly. Each of
 * them is understood, in the same conversation, or it is not offered.
 */
export function offersFor(found: Trouble, asked: Unanswered, knowledge: Readable, locale: Locale): string[] {
  const { lexicon, today } = knowledge;
  const answered = (one: string) =>
    understand(one, lexicon, { today, before: asked.before }).status === 'query' && one !== asked.question;
  const offers: string[] = [];
  const offer = (candidates: readonly string[], most = MOST) => {
    for (const one of candidates) {
      if (offers.length >= most) return;
      const text = one.replace(/\s+/g, ' ').trim();
      if (!offers.includes(text) && answered(text)) offers.push(text);
    }
  };
  const heard = hear(asked.question, knowledge, locale);
  offer(putRight(found, asked.question, heard, knowledge, locale));
  offer(plainQuestions(found, heard, knowledge, locale));
  if (offers.length < FEWEST && asked.before) offer(nextQuestions(asked.before, knowledge, { locale, rows: MOST }));
  if (offers.length < FEWEST) offer(firstQuestions(knowledge, locale), FEWEST + 1);
  return offers;
}

interface Heard {
  readonly metrics: readonly string[];
  /** Names of things, as they were written. */
  readonly names: string;
  readonly times: string;
}

/** What a question names, whatever became of it. */
function hear(question: string, { lexicon, today }: Readable, locale: Locale): Heard {
  const english = locale === 'en';
  const written = tokenize(question);
  const tokens = plainly(english ? written : respell(written, lexicon), lexicon.turns);
  const metrics = new Set<string>();
  const names: string[] = [];
  const times: string[] = [];
  for (const part of cover(tokens, lexicon, { today, english })) {
    if (part.kind === 'time') times.push(part.text);
    if (part.kind !== 'name') continue;
    const measured = part.meanings.flatMap((one) =>
      one.kind === 'metric' ? [one.name] : one.kind === 'view' ? [one.metric] : [],
    );
    for (const name of measured) if (lexicon.metrics.get(name)?.unit !== null) metrics.add(name);
    if (measured.length === 0 && part.meanings.some(({ kind }) => kind === 'value')) names.push(part.text);
  }
  return { metrics: [...metrics].slice(0, MOST), names: names.join(' '), times: times.join(' ') };
}

/** The question again, each of the options in the place of the words that it is about. */
function putRight(found: Trouble, question: string, heard: Heard, knowledge: Readable, locale: Locale): string[] {
  const words = typeof found.words === 'string' ? [found.words] : found.words;
  const texts = found.options.map((one) =>
    knowledge.lexicon.metrics.has(one) ? metricLabel(knowledge, one, locale) : one,
  );
  const inPlace = words
    .filter((word) => word !== '' && question.includes(word))
    .flatMap((word) => texts.map((text) => question.replace(word, text)));
  const alone = found.options.flatMap((one, at) =>
    knowledge.lexicon.metrics.has(one)
      ? [`${texts[at]} ${heard.names} ${heard.times}`, `${texts[at]} ${heard.names}`]
      : heard.metrics.map((metric) => `${metricLabel(knowledge, metric, locale)} ${one} ${heard.times}`),
  );
  return [...inPlace, ...alone];
}

/** What the question is about, asked in the plainest words: in all, by something, over time. */
function plainQuestions(found: Trouble, heard: Heard, knowledge: Readable, locale: Locale): string[] {
  const french = locale === 'fr';
  const { metrics, names, times } = heard;
  const reason = found.status === 'clarify' ? found.reason : 'none';
  const starters = leading(knowledge);
  const about = metrics.length > 0 ? metrics : starters;
  const { counts } = knowledge.lexicon;
  // What things are counted by is known as of today alone.
  const ask = (name: string, how: string, when = times) =>
    `${metricLabel(knowledge, name, locale)} ${how} ${names} ${counts.has(name) ? '' : when}`;
  const periods = french ? ['ce mois', 'le mois dernier', 'cette année'] : ['this month', 'last month', 'this year'];
  const monthly = french ? 'par mois' : 'by month';
  const splits = (name: string) => [...groupsOf(name, knowledge, locale), ...(counts.has(name) ? [] : [monthly])];
  const [first = ''] = about;
  const plain = about.map((name) => ask(name, ''));
  const told = splits(first).map((how) => ask(first, how));
  if (reason === 'period' || reason === 'moment') return periods.map((when) => ask(first, '', when));
  if (reason === 'average') {
    const mean = french ? 'en moyenne' : 'on average';
    return [...splits(first).map((how) => ask(first, `${mean} ${how}`)), ...plain, ...told];
  }
  if (reason === 'amount' && found.status === 'clarify')
    return [
      ...(french
        ? [`nombre de ${found.words} ${names} ${times}`, `montant des ${found.words} ${names} ${times}`]
        : [`number of ${found.words} ${names} ${times}`, `amount of ${found.words} ${names} ${times}`]),
      ...[...plain, ...told],
    ];
  if (reason === 'dimension' || reason === 'change') return [...told, ...plain];
  // Of a time that has no figures, or of none yet: the figure of now.
  const now = times === '' ? [] : [...periods.slice(2).map((when) => ask(first, '', when)), ask(first, '', '')];
  return [...plain, ...told, ...now];
}

/** A figure of each kind, as they are declared: an amount that is good when it is large, one that is bad, a rate, a count. */
function leading({ lexicon }: Readable): string[] {
  const kinds = new Map<string, string>();
  for (const { name, unit, direction, synonyms } of lexicon.metrics.values()) {
    const kind = `${unit} ${unit === 'currency' ? direction : ''}`;
    if (unit !== null && synonyms.length > 0 && !kinds.has(kind)) kinds.set(kind, name);
  }
  const rank = (kind: string) => ['currency up', 'currency down', 'percent ', 'count '].indexOf(kind);
  return [...kinds]
    .filter(([kind]) => rank(kind) >= 0)
    .sort(([a], [b]) => rank(a) - rank(b))
    .map(([, name]) => name);
}

/** `par zone`, `par client`: what a figure can be told by. */
function groupsOf(metric: string, { lexicon }: Readable, locale: Locale): string[] {
  return [...lexicon.concepts.values()]
    .filter(
      ({ id, bands, values }) =>
        bands === null &&
        values.length > 1 &&
        lexicon.counts.get(metric) !== id &&
        dimensionOf(lexicon, id, [metric]) !== null,
    )
    .slice(0, 2)
    .map(({ label }) => (locale === 'fr' ? `par ${label.fr.toLowerCase()}` : `by ${label.en.toLowerCase()}`));
}
