import { wordTable } from '../language/word-table.ts';
import type { CalendarGrain } from './period.ts';

const numbers = (text: string): Map<string, number> =>
  new Map([...wordTable(text)].map(([word, value]) => [word, Number(value)]));

export const MONTHS =
  numbers(`janvier january > 1; fevrier february feb > 2; mars march mar > 3; avril april apr > 4; mai may > 5; juin june jun > 6
  juillet july jul > 7; aout august aug > 8; septembre september sept sep > 9; octobre october > 10; novembre november > 11; decembre december > 12`);

export const WEEKDAYS =
  numbers(`lundi monday > 1; mardi tuesday > 2; mercredi wednesday > 3; jeudi thursday > 4; vendredi friday > 5
  samedi saturday > 6; dimanche sunday > 7`);

export const UNITS =
  wordTable(`jour jours journee journees day days > day; semaine semaines week weeks hebdo > week; mois month months > month
  trimestre trimestres quarter quarters > quarter; semestre semestres > semester; an ans annee annees year years exercice exercices > year`) as Map<
    string,
    CalendarGrain
  >;

export const ORDINALS =
  numbers(`1er 1ere premier premiere first > 1; 2e 2eme 2nd 2nde deuxieme second seconde > 2; 3e 3eme 3rd troisieme third > 3
  4e 4eme 4th quatrieme fourth > 4; 1st > 1`);

export const LAST = new Set('dernier derniere derniers dernieres passe passee passes passees last past'.split(' '));
export const PRECEDING = new Set('precedent precedente precedents precedentes previous'.split(' '));
export const ELAPSED = new Set('ecoule ecoulee ecoules ecoulees'.split(' '));
/** They end today, wherever the calendar is. */
export const ROLLING = new Set('glissant glissants glissante glissantes rolling trailing'.split(' '));
export const CURRENT = new Set('courant courante actuel actuelle current'.split(' '));
export const NEXT = new Set('prochain prochaine prochains prochaines next suivant suivante'.split(' '));
export const THIS = new Set('ce cet cette this se cett cete'.split(' '));

/** Particles that stand in front of a time without changing it. */
export const BEFORE = new Set(
  'en au aux le la les l du de d des durant pendant pour sur dans a in during of for the on over at courant'.split(' '),
);

/** Every word that the grammar knows: what typing errors may be mended to. */
export const TIME_WORDS: ReadonlySet<string> = new Set([
  ...MONTHS.keys(),
  ...WEEKDAYS.keys(),
  ...UNITS.keys(),
  ...ORDINALS.keys(),
  ...LAST,
  ...PRECEDING,
  ...ELAPSED,
  ...ROLLING,
  ...CURRENT,
  ...NEXT,
  ...THIS,
  ...'hier avant aujourdhui demain depuis entre jusque jusqua partir debut fin annee yesterday today tomorrow since between until till from before after ago date ytd mi milieu cours end start beginning quinzaine moitie weekend'.split(
    ' ',
  ),
]);
