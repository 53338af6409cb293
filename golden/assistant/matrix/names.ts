import type { SpokenFigure } from './spoken.ts';
import type { Case } from './words.ts';

const PLACES = `
  CA de la zone industrielle de _; CA de la ZI de _; CA ZI _; CA du site de _; CA du parc de _; ca _; CA sur _; CA chez _; CA pour la zone _; CA de _
  CA du côté de _; revenue of the _ zone; revenue for the _ industrial zone; revenue at _; _'s revenue; _ CA; CA (_); CA à la ZI _; Quel CA à _ ?
  CA dans la zone _; CA de notre site de _`;
const SECTORS = `
  CA du secteur _; CA secteur _; CA de la branche _; CA dans _; CA des clients du secteur _; CA des entreprises de _; CA filière _; CA en _`;
const SEGMENTS = `
  CA des clients _; CA chez les clients _; CA chez les _; CA des clients de catégorie _; CA de la catégorie _; CA du segment _; CA des clients du segment _
  CA de la classe _; CA des clients classés _; CA des _; CA des clients de type _; revenue of segment _; revenue from _ clients; revenue of class _ customers
  revenue from category _ clients`;
const CALLED: Readonly<Record<string, string>> = {
  'Agro-industrie': 'agro, agroalimentaire, agro-industrie, agro industrie',
  'Bois et ameublement': 'bois, ameublement, bois et ameublement',
  'Chimie et plasturgie': 'chimie, plasturgie, plastique',
  'Logistique et entrepôts': 'logistique, entrepôts',
  'Matériaux de construction': 'matériaux, matériaux de construction, construction',
  Métallurgie: 'métallurgie, metallurgie',
  'Textile et habillement': 'textile, habillement',
  'Transformation du cacao': 'cacao, transformation du cacao',
  'Énergie et services': 'énergie, energie',
};

const forms = (text: string) =>
  text
    .split(/[;\n]/)
    .map((one) => one.trim())
    .filter((one) => one !== '');
const bare = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '');

/** Places, trades and classes of Zones, with what stands before them and without their accents. */
export function namedCases(zones: readonly string[]): Case[] {
  const of = (form: string, name: string, dimension: string, value: string): Case => ({
    q: form.replace('_', name),
    right: [`ca_total where ${dimension} eq ${JSON.stringify(value)}`],
  });
  return [
    ...zones.flatMap((zone) =>
      [zone, bare(zone), zone.toUpperCase(), zone.toLowerCase()].flatMap((name, spelling) =>
        forms(PLACES)
          .filter((_, at) => spelling === 0 || at % 4 === spelling)
          .map((form) => of(form, name, 'zone__nom_zone', zone)),
      ),
    ),
    ...Object.entries(CALLED).flatMap(([sector, names]) =>
      names
        .split(', ')
        .flatMap((name) => forms(SECTORS).map((form) => of(form, name, 'entreprise__secteur_activite', sector))),
    ),
    ...['A', 'B', 'C'].flatMap((segment) =>
      forms(SEGMENTS).map((form) => of(form, segment, 'entreprise__segment_client', segment)),
    ),
  ];
}

/** A letter left out, doubled, put for another, or two exchanged. */
function mistyped(word: string): string[] {
  const found: string[] = [];
  for (let at = 1; at < word.length; at += 1) {
    const [head, letter = '', next = '', tail] = [word.slice(0, at), word[at], word[at + 1], word.slice(at + 1)];
    found.push(head + tail, head + letter + letter + tail, head + (letter === 'e' ? 'a' : 'e') + tail);
    if (next !== '') found.push(head + next + letter + word.slice(at + 2));
  }
  return [...new Set(found)].filter((one) => one !== word);
}

/** Names and figures with typing errors: mended to what was meant, or said to be unknown; never to something else. */
export function mistypedCases(zones: readonly string[], figures: readonly SpokenFigure[]): Case[] {
  const places = zones
    .filter((zone) => !zone.includes(' '))
    .flatMap((zone) =>
      mistyped(zone.toLowerCase()).map((name) => ({
        q: `CA de ${name}`,
        right: [`ca_total where zone__nom_zone eq ${JSON.stringify(zone)}`],
      })),
    );
  const nouns = figures.flatMap(({ metric, same, fr }) =>
    fr.slice(0, 4).flatMap((noun) => {
      const words = noun.replace(/^(le |la |les |l['’])/, '').split(' ');
      return words.flatMap((word, at) =>
        (word.length < 6 || /['’]/.test(word) ? [] : mistyped(word).filter((_, nth) => nth % 4 === at % 4)).map(
          (one) => ({
            q: [...words.slice(0, at), one, ...words.slice(at + 1)].join(' '),
            right: [metric, ...(same ?? [])],
          }),
        ),
      );
    }),
  );
  return [...places, ...nouns].map((one) => ({ ...one, asked: true }));
}
