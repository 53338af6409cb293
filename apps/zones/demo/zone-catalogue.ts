/**
 * Industrial zones of Côte d'Ivoire with where they lie. Centres are approximate (to about a kilometre), read off
 * OpenStreetMap's names and the published addresses; outlines are our own rectangles of the right place, size and
 * bearing, not surveys. Areas as published where they are: Yopougon 469 ha and Akoupé-Zeudji 940 ha (koaci.com,
 * 26 April 2019); Yamoussoukro 750 ha planned (Jeune Afrique, 4 March 2020); the others are rounded guesses.
 */
export interface ZoneSite {
  id: string;
  name: string;
  region: string;
  /** [longitude, latitude] in degrees, WGS 84. */
  center: [number, number];
  hectares: number;
  /** Long side over short side, and its bearing in degrees clockwise from east. */
  elongation: number;
  bearing: number;
  /** At scale 1; grows with the scale. */
  lots: number;
  servicing: 'viabilisee' | 'partielle' | 'non_viabilisee';
  /** Share of the companies that rent here. */
  weight: number;
  town: string;
}

export const zoneSites: readonly ZoneSite[] = [
  site('ZI-YOP', 'Yopougon', "District d'Abidjan", [-4.0865, 5.3745], 469, 1.5, -20, 190, 'viabilisee', 26, 'Abidjan'),
  site('ZI-KOU', 'Koumassi', "District d'Abidjan", [-3.9445, 5.2935], 120, 1.3, 10, 80, 'viabilisee', 12, 'Abidjan'),
  site('ZI-VRI', 'Vridi', "District d'Abidjan", [-3.996, 5.262], 118, 2.2, 78, 76, 'viabilisee', 12, 'Abidjan'),
  site(
    'ZI-PK24',
    'Akoupé-Zeudji PK24',
    "District d'Abidjan",
    [-4.141, 5.481],
    940,
    1.4,
    35,
    168,
    'partielle',
    13,
    'Anyama',
  ),
  site('ZI-BKE', 'Bouaké', 'Gbêkê', [-5.018, 7.664], 180, 1.6, 15, 74, 'partielle', 9, 'Bouaké'),
  site('ZI-SPD', 'San-Pédro', 'San-Pédro', [-6.6505, 4.777], 160, 1.5, -35, 66, 'viabilisee', 9, 'San-Pédro'),
  site(
    'ZI-YAM',
    'Yamoussoukro',
    'District de Yamoussoukro',
    [-5.238, 6.782],
    750,
    1.2,
    25,
    62,
    'partielle',
    5,
    'Yamoussoukro',
  ),
  site('ZI-KHG', 'Korhogo', 'Poro', [-5.604, 9.428], 145, 1.4, -10, 44, 'partielle', 4, 'Korhogo'),
  site(
    'ZI-FER',
    'Ferkessédougou',
    'Tchologo',
    [-5.181, 9.566],
    200,
    1.7,
    60,
    36,
    'non_viabilisee',
    2,
    'Ferkessédougou',
  ),
  site('ZI-DAL', 'Daloa', 'Haut-Sassandra', [-6.421, 6.858], 90, 1.3, 5, 34, 'partielle', 3, 'Daloa'),
  site(
    'ZI-ABE',
    'Abengourou',
    'Indénié-Djuablin',
    [-3.478, 6.713],
    70,
    1.4,
    -25,
    28,
    'non_viabilisee',
    2,
    'Abengourou',
  ),
  site('ZI-BON', 'Bonoua', 'Sud-Comoé', [-3.612, 5.287], 110, 1.6, 12, 40, 'viabilisee', 3, 'Bonoua'),
];

function site(
  id: string,
  name: string,
  region: string,
  center: [number, number],
  hectares: number,
  elongation: number,
  bearing: number,
  lots: number,
  servicing: ZoneSite['servicing'],
  weight: number,
  town: string,
): ZoneSite {
  return { id, name, region, center, hectares, elongation, bearing, lots, servicing, weight, town };
}

/** Sectors with their share of the companies, usual size of rent, and rent by month of the year (January first). */
export const sectors: readonly { name: string; weight: number; size: number; season: readonly number[] }[] = [
  sector('Agro-industrie', 24, 1.3, [1.18, 1.14, 1.1, 0.98, 0.92, 0.88, 0.85, 0.86, 0.92, 1.05, 1.16, 1.2]),
  sector('Transformation du cacao', 10, 2.2, [1.25, 1.18, 1.05, 0.95, 1.0, 0.98, 0.85, 0.78, 0.82, 1.1, 1.25, 1.28]),
  sector('Matériaux de construction', 13, 1.2, [1.15, 1.18, 1.15, 1.05, 0.92, 0.82, 0.84, 0.9, 0.92, 0.95, 1.05, 1.1]),
  sector('Chimie et plasturgie', 12, 1.4, [1, 1, 1.02, 1.02, 1, 0.98, 0.96, 0.95, 1, 1.02, 1.03, 1.02]),
  sector('Logistique et entrepôts', 14, 1, [1.02, 0.98, 1, 1, 0.98, 0.98, 0.95, 0.94, 1, 1.05, 1.08, 1.1]),
  sector('Métallurgie', 8, 1.5, [1, 1, 1.04, 1.04, 1.02, 0.98, 0.94, 0.92, 1, 1.02, 1.02, 1]),
  sector('Textile et habillement', 6, 0.7, [0.92, 0.94, 1, 1.02, 1, 1, 0.96, 1.06, 1.08, 1, 1.05, 1.14]),
  sector('Bois et ameublement', 7, 0.8, [1.08, 1.1, 1.08, 1, 0.92, 0.86, 0.86, 0.92, 0.98, 1.04, 1.08, 1.06]),
  sector('Énergie et services', 6, 0.9, [1, 1, 1, 1.04, 1.04, 1, 0.98, 0.98, 1, 1, 1, 1]),
];

function sector(name: string, weight: number, size: number, season: readonly number[]) {
  return { name, weight, size, season };
}
