import { loadSemanticModels, type SemanticManifest } from '@griot/metrics';
import type { ColumnProfile } from './profile-column.ts';
import type { FileProfile } from './profile-file.ts';

/** The relation that holds a file's rows in its session. */
export const TABLE = 'donnees';

const MONEY =
  /montant|prix|\bca\b|chiffre|total|co[uû]t|solde|fcfa|\bxof\b|€|euro|pay[ée]|factur|vente|recette|d[ée]pense|salaire|loyer|d[ûu]\b|amount|price|revenue|sales|cost/i;
const PERCENT = /%|\btaux\b|pourcent|\bpct\b|\brate\b/i;

/** The engine's type of each column, in their order. */
export function columnTypes(profile: FileProfile): { name: string; type: string }[] {
  return profile.columns.map(({ type }, at) => ({
    name: `c${at + 1}`,
    type: type === 'number' ? 'DECIMAL(38,10)' : type === 'day' ? 'DATE' : 'VARCHAR',
  }));
}

/**
 * A file as a semantic model, so that its questions are those of any application: a number is added up, averaged, has a median,
 * a smallest and a largest value; texts and days are what it is told by. Columns are called `c1`…: no title reaches SQL.
 */
export function describeFile(profile: FileProfile): SemanticManifest {
  const named = profile.columns.map((column, at) => ({ ...column, name: `c${at + 1}` }));
  const time = named.find(({ type }) => type === 'day');
  const figures = named.filter(({ type }) => type === 'number');
  const dimensions = [
    time
      ? { name: 'jour', type: 'time', expr: time.name, type_params: { time_granularity: 'day' } }
      : { name: 'jour', type: 'time', expr: "DATE '2000-01-01'", type_params: { time_granularity: 'day' } },
    ...named.flatMap(({ name, title, type }) =>
      type === 'text'
        ? [{ name, type: 'categorical', config: meta({ label: both(said(title)), synonyms: spellings(title) }) }]
        : [],
    ),
  ];
  const doc = {
    semantic_models: [
      {
        name: TABLE,
        model: `ref('${TABLE}')`,
        defaults: { agg_time_dimension: 'jour' },
        primary_entity: 'ligne',
        dimensions,
        measures: [
          { name: 'm_lignes', agg: 'sum', expr: '1' },
          ...figures.flatMap(({ name }) => [
            { name: `${name}_somme`, agg: 'sum', expr: name },
            ...['average', 'median', 'min', 'max'].map((agg) => ({ name: `${name}_${agg}`, agg, expr: name })),
          ]),
        ],
      },
    ],
    metrics: [
      ...figures.flatMap(metricsOf),
      metric('lignes', 'm_lignes', { fr: 'Lignes', en: 'Rows' }, 'count', [
        ...['nombre de lignes', 'enregistrements', 'nombre d enregistrements', 'lignes du fichier', 'rows', 'records'],
      ]),
    ],
  };
  return loadSemanticModels([{ file: 'fichier', doc }]);
}

/** `montant_ht (FCFA)` as people say it. */
const said = (title: string): string =>
  title
    .replaceAll('_', ' ')
    .replace(/\s*[([].*?[)\]]\s*/g, ' ')
    .replace(/\s+/g, ' ')
    .trim() || title;

const both = (text: string): { fr: string; en: string } => ({ fr: text, en: text });
const meta = (griot: object) => ({ meta: { griot } });

function spellings(title: string): string[] {
  const text = said(title);
  return [...new Set([title, text, text.replace(/[sx]$/i, '')])];
}

function metric(name: string, measure: string, label: { fr: string; en: string }, unit: string, synonyms: string[]) {
  return {
    name,
    label: label.fr,
    type: 'simple',
    type_params: { measure },
    config: meta({ label, unit, direction: 'up', synonyms }),
  };
}

function metricsOf({ name, title }: ColumnProfile & { name: string }) {
  const text = said(title);
  const unit = PERCENT.test(title) ? 'percent' : MONEY.test(title) ? 'currency' : 'count';
  const own = text.toLowerCase();
  // « Total » alone is a word of every question: such a column is called by what it is, too.
  const bare = /^(total|totaux|montant total|somme)$/i.test(text) ? ['montant', 'valeur', 'somme'] : [];
  const of = (word: string, more: string[]) => [`${word} ${own}`, `${word} de ${own}`, ...more];
  const sum = metric(`${name}_total`, `${name}_somme`, both(text), unit, [
    ...spellings(title),
    ...bare,
    ...of('somme', [`total ${own}`, `somme des ${own}`, `total des ${own}`, `sum of ${own}`]),
  ]);
  const mean = metric(
    `${name}_moyenne`,
    `${name}_average`,
    { fr: `${text} (moyenne)`, en: `${text} (mean)` },
    unit,
    of('moyenne', [`${own} moyen`, `${own} moyenne`, `moyenne des ${own}`, `average ${own}`, `mean ${own}`]),
  );
  const median = metric(
    `${name}_mediane`,
    `${name}_median`,
    { fr: `${text} (médiane)`, en: `${text} (median)` },
    unit,
    of('médiane', [`${own} médian`, `${own} médiane`, `médiane des ${own}`, `median ${own}`]),
  );
  const least = metric(
    `${name}_minimum`,
    `${name}_min`,
    { fr: `${text} (minimum)`, en: `${text} (smallest)` },
    unit,
    of('minimum', [`${own} minimum`, `${own} minimal`, `plus petit ${own}`, `plus petite ${own}`, `smallest ${own}`]),
  );
  const most = metric(
    `${name}_maximum`,
    `${name}_max`,
    { fr: `${text} (maximum)`, en: `${text} (largest)` },
    unit,
    of('maximum', [`${own} maximum`, `${own} maximal`, `plus grand ${own}`, `plus grande ${own}`, `largest ${own}`]),
  );
  // A sum of rates says nothing.
  return unit === 'percent' ? [mean, median, least, most] : [sum, mean, median, least, most];
}
