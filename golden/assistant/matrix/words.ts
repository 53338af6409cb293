import type { SpokenFigure } from './spoken.ts';

/** A question of a matrix and what it must be understood as. */
export interface Case {
  readonly q: string;
  /** Queries that are the same answer. */
  readonly right: readonly string[];
  /** It may be asked back: it can mean two things. */
  readonly asked?: true;
}

export interface Where {
  readonly fr: string;
  readonly en: string;
  readonly filter: string;
}
export interface When {
  readonly fr: string;
  readonly en: string;
  readonly range: string;
}

const ENGLISH = /^(the|how|what|which|do|did)\b/i;
const plural = (noun: string) => noun.startsWith('les ');
/** « du taux », « de l'encours », « des impayés ». */
const of = (noun: string) =>
  noun
    .replace(/^le /, 'du ')
    .replace(/^les /, 'des ')
    .replace(/^la /, 'de la ')
    .replace(/^(l['’])/, 'de $1');
const ours = (noun: string) => noun.replace(/^les /, 'nos ').replace(/^(le |la |l['’])/, 'notre ');
const bare = (noun: string) => noun.replace(/^(les |le |la |l['’]|the )/, '');

/** Ways of asking for a figure by its noun. */
const ASKING: readonly ((noun: string) => string)[] = [
  (noun) => `${bare(noun)}{p}{t}`,
  (noun) => `Quel${plural(noun) ? 's sont' : noun.startsWith('la ') ? 'le est' : ' est'} ${noun}{p}{t} ?`,
  (noun) => `Quel${plural(noun) ? 's étaient' : noun.startsWith('la ') ? 'le était' : ' était'} ${noun}{p}{t} ?`,
  (noun) => `Quel${plural(noun) ? 's ont été' : noun.startsWith('la ') ? 'le a été' : ' a été'} ${noun}{p}{t} ?`,
  (noun) => `Quel${plural(noun) ? 's sont' : noun.startsWith('la ') ? 'le est' : ' est'} ${ours(noun)}{p}{t} ?`,
  (noun) => `Donne-moi ${noun}{p}{t}`,
  (noun) => `Donnez-moi ${noun}{p}{t}, s'il vous plaît`,
  (noun) =>
    `Pourriez-vous me dire quel${plural(noun) ? 's sont' : noun.startsWith('la ') ? 'le est' : ' est'} ${noun}{p}{t} ?`,
  (noun) => `Pourrais-tu me donner ${noun}{p}{t} ?`,
  (noun) => `J'aimerais connaître ${noun}{p}{t}`,
  (noun) => `Je voudrais savoir ${noun}{p}{t} svp`,
  (noun) => `Bonjour, je souhaiterais avoir ${noun}{p}{t}. Merci d'avance.`,
  (noun) => `Peut-on avoir ${noun}{p}{t} ?`,
  (noun) => `Montre ${noun}{p}{t}`,
  (noun) => `${noun}{p}{t} c'est combien ?`,
  (noun) => `C'est combien ${noun}{p}{t} ?`,
  (noun) => `Je cherche ${noun}{p}{t}`,
  (noun) => `Il me faut ${noun}{p}{t}`,
  (noun) => `J'ai besoin ${of(noun)}{p}{t}`,
  (noun) => `Et si tu me donnais ${noun}{p}{t} ?`,
  (noun) => `${bare(noun)} svp{p}{t}`,
];
const ASKING_ENGLISH: readonly ((noun: string) => string)[] = [
  (noun) => `${bare(noun)}{p}{t}`,
  (noun) => `What is ${noun}{p}{t}?`,
  (noun) => `What was ${noun}{p}{t}?`,
  (noun) => `What is our ${bare(noun)}{p}{t}?`,
  (noun) => `Could you tell me ${noun}{p}{t}?`,
  (noun) => `I'd like to know ${noun}{p}{t}`,
  (noun) => `Please give me ${noun}{p}{t}`,
  (noun) => `Can you show me ${noun}{p}{t}, please?`,
  (noun) => `I need ${noun}{p}{t}`,
  (noun) => `Show me our ${bare(noun)}{p}{t}`,
];

/** « Quels sont les lots libres ? » wants their names. */
const LISTS = /^(Quels|Pourriez-vous me dire quels) /;
const listed = (metric: string, noun: string) =>
  plural(noun) && /^(clients|lots|factures|paiements|nouvelles)_/.test(metric);

/**
 * Every way of asking × every word for it. With `whole` each of them in every place and time; else in one of them, in turn: enough to
 * find what breaks, in seconds.
 */
export function casesOf(
  figures: readonly SpokenFigure[],
  places: readonly Where[],
  times: readonly When[],
  whole = false,
): Case[] {
  return figures.flatMap(({ metric, known, same, fr, en, asked }) => {
    const french = fr.flatMap((noun) =>
      ASKING.map((ask) => ask(noun)).filter((q) => !listed(metric, noun) || !LISTS.test(q)),
    );
    const english = en.flatMap((noun) => ASKING_ENGLISH.map((ask) => ask(noun)));
    const own = new Set(english);
    const all = places.flatMap((place) => (known ? times.slice(0, 1) : times).map((time) => [place, time] as const));
    return [...french, ...english, ...asked].flatMap((body, nth) =>
      all
        .filter((_, turn) => whole || turn === nth % all.length)
        .map(([place, time]): Case => {
          const [p, t] = own.has(body) || ENGLISH.test(body) ? [place.en, time.en] : [place.fr, time.fr];
          const tail = `${place.filter}${time.range}`;
          return {
            q: body.replace('{p}', p).replace('{t}', t),
            right: [`${metric}${tail}`, ...(same ?? []).map((one) => withTail(one, tail))],
            // « were let in 2025 »: stood so at its end, or began in it?
            ...(/ were /.test(body) && time.range !== '' ? { asked: true as const } : {}),
          };
        }),
    );
  });
}

/** `count a by b where a gt 0` takes its place and time behind it. */
const withTail = (query: string, tail: string): string =>
  query.includes(' where ') ? `${query}${tail.replace(' where ', ' and ')}` : `${query}${tail}`;
