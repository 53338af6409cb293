/** `npm run golden -- assistant-latency`: time to understand with 500 metrics and 10 000 dimension values. */
import { performance } from 'node:perf_hooks';
import { buildLexicon, understand } from '@griot/assistant/testing';
import type { Catalogue, CatalogueMetric } from '@griot/metrics';

const HEADS = [
  'Ivoire',
  'Comoé',
  'Bandama',
  'Lagune',
  'Sanwi',
  'Cavally',
  'Savane',
  'Nimba',
  'Golfe',
  'Marahoué',
  'Agnéby',
  'Zanzan',
  'Worodougou',
  'Hambol',
];
const TAILS = [
  'Transit',
  'Ciments',
  'Négoce',
  'Textiles',
  'Chimie',
  'Froid',
  'Solaire',
  'Placages',
  'Conserves',
  'Fonderie',
];
const NOUNS = [
  'ventes',
  'marge',
  'stock',
  'commandes',
  'retours',
  'visites',
  'appels',
  'contrats',
  'livraisons',
  'pannes',
];
const ROUNDS = 2000;

export async function runAssistantLatency(): Promise<number> {
  const metric = (at: number): CatalogueMetric => ({
    ...{
      name: `mesure_${at}`,
      description: '',
      type: 'simple',
      inputs: [],
      unit: 'currency',
      format: null,
      direction: 'up',
      owner: null,
      balance: false,
    },
    label: `${NOUNS[at % NOUNS.length]} ${TAILS[Math.floor(at / 10) % 10]} ${at}`,
    labels: { fr: `${NOUNS[at % NOUNS.length]} ${TAILS[Math.floor(at / 10) % 10]} ${at}` },
    synonyms: [`indicateur ${at}`],
    dimensions: ['client__nom', 'ville__nom'],
    timeGrains: ['day', 'week', 'month', 'quarter', 'year'],
  });
  const dimension = (name: string, fr: string) => ({
    name,
    label: fr,
    labels: { fr },
    description: '',
    kind: 'categorical' as const,
    grains: [],
    synonyms: [],
  });
  const catalogue: Catalogue = {
    metrics: Array.from({ length: 500 }, (_, at) => metric(at)),
    dimensions: [dimension('client__nom', 'Client'), dimension('ville__nom', 'Ville')],
    speech: { turns: [], families: [] },
    hierarchies: [],
    savedQueries: [],
  };
  const values = new Map([
    [
      'client__nom',
      Array.from(
        { length: 9900 },
        (_, at) => `${HEADS[at % 14]} ${TAILS[Math.floor(at / 14) % 10]} ${Math.floor(at / 140)}`,
      ),
    ],
    ['ville__nom', Array.from({ length: 100 }, (_, at) => `${HEADS[at % 14]}ville ${at}`)],
  ]);
  const began = performance.now();
  const lexicon = buildLexicon({ catalogue, values });
  const built = performance.now() - began;
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const at = round % 500;
    const questions = [
      `${NOUNS[at % 10]} ${TAILS[Math.floor(at / 10) % 10]} ${at} par ville en 2025`,
      `indicateur ${at} de ${HEADS[round % 14]} ${TAILS[round % 10]} ${round % 70} le mois dernié sauf ${HEADS[at % 14]}vile ${at % 100}`,
      `top 5 cliens par indicatuer ${at} depuis janvier xqzptl wvbnrt`,
    ];
    const start = performance.now();
    understand(questions[round % 3] ?? '', lexicon, { today: '2026-01-31' });
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => (times[Math.floor(share * (times.length - 1))] ?? 0).toFixed(2);
  console.log(
    `500 metrics, 10 000 values; lexicon built in ${built.toFixed(0)} ms; ${ROUNDS} questions: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms, most ${at(1)} ms`,
  );
  return Number(at(0.95)) < 50 ? 0 : 1;
}
