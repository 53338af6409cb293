import type { CatalogueMetric } from '@griot/metrics';
import { PARTICLES } from '../../language/fillers.ts';
import { tokenize } from '../../language/tokens.ts';
import type { Lexicon } from '../../lexicon/build-lexicon.ts';
import type { Fragment } from '../fragment.ts';
import { Unsettled } from '../unsettled.ts';

type Named = Fragment['metrics'][number];

/**
 * Figures of a question that are one: a rate said by its two sides (`part des impayés dans le CA`), a figure and what it is
 * measured on (`taux de paiement des factures`), a surface and its unit. Those that could be one and are not said to be, it asks.
 */
export function reconcile(fragment: Fragment, lexicon: Lexicon): void {
  const { metrics, said } = fragment;
  // « évolution en pourcentage » is how much it changed, not shares of a total.
  if (said.has('percent') && !said.has('share') && (said.has('trend') || said.has('growth'))) {
    said.delete('percent');
    said.delete('trend');
    said.add('growth');
  }
  // « Yopougon ou Vridi, qui a le plus de clients ? »: counted, by what stands to choose from.
  const [noun, another] = fragment.nouns;
  if (metrics.length === 0 && noun?.metric && !another && fragment.top && said.has('or') && said.has('who')) {
    const [choice, more] = fragment.filters;
    if (choice && !more && !choice.negated && choice.values.length > 1 && choice.concept !== noun.concept) {
      metrics.push({ name: noun.metric, text: noun.text, without: false, orders: false, joined: false });
      fragment.nouns.length = 0;
    }
  }
  const rates = [...lexicon.metrics.values()].filter((one) => one.unit === 'percent' && one.inputs.length === 2);
  const keep = (...names: readonly Named[]) => metrics.splice(0, metrics.length, ...names);
  const [first, second] = metrics;
  if (first && second && metrics.length === 2 && first.name !== second.name) {
    const beside = (rate: CatalogueMetric | undefined, other: Named) => rate?.inputs.includes(other.name) === true;
    const asRate = (one: Named) => rates.find(({ name }) => name === one.name);
    // « taux d'impayé du chiffre d'affaires »: what it is a share of.
    if (!first.joined && beside(asRate(first), second)) keep(first);
    else if (said.has('share') || said.has('percent')) {
      const both = rates.filter((one) => one.inputs.includes(first.name) && one.inputs.includes(second.name));
      const [rate] = both;
      if (rate && both.length === 1) {
        keep({ ...first, name: rate.name, text: `${first.text}, ${second.text}`, joined: false });
        for (const one of ['share', 'percent', 'shareOf', 'exists'] as const) said.delete(one);
      }
    } else if (!second.joined && !second.without && !second.orders && measuredOn(first.name, second, lexicon))
      keep(first);
    else if (second.joined && narrows(first, second, lexicon)) throw new Unsettled('combination', bothOf(metrics));
  }
  subsetShare(fragment, lexicon, rates);
}

const bothOf = (metrics: readonly Named[]): string => metrics.map(({ text }) => text).join(', ');

/** `taux de paiement des factures`: a count called by its noun alone is of all that the other figure is measured on. */
function measuredOn(metric: string, other: Named, lexicon: Lexicon): boolean {
  const [own, count] = [lexicon.metrics.get(metric), lexicon.metrics.get(other.name)];
  if (!own || !count) return false;
  if (own.unit === 'hectares' && count.unit === 'hectares' && /^(hectares?|ha)$/i.test(other.text)) return true;
  const same =
    own.dimensions.length === count.dimensions.length && own.dimensions.every((one) => count.dimensions.includes(one));
  return same && count.unit === 'count' && own.unit !== 'count' && isWhole(count);
}

/** One of its names is the noun that its label begins with: `factures` of « Factures émises ». */
function isWhole(metric: CatalogueMetric): boolean {
  const words = (text: string) =>
    tokenize(text)
      .map(({ stem }) => stem)
      .filter((one) => !PARTICLES.has(one) && one !== 'nombre');
  const [head] = words(metric.labels.fr ?? metric.label);
  return [metric.labels.fr ?? '', ...metric.synonyms].some((text) => {
    const found = words(text);
    return found.length === 1 && found[0] === head;
  });
}

/** `clients actifs et à risque`: those that are both, or the two counts? Opposites are two. */
function narrows(first: Named, second: Named, lexicon: Lexicon): boolean {
  const concept = lexicon.counts.get(first.name);
  if (concept === undefined || lexicon.counts.get(second.name) !== concept) return false;
  const words = (text: string) => tokenize(text).map(({ stem }) => stem);
  const [head = ''] = words(first.text);
  const last = words(first.text).at(-1) ?? '';
  const said = words(second.text);
  return (
    !said.includes(head) && !said.some((one) => one.replace(/^(in|im|non)/, '') === last.replace(/^(in|im|non)/, ''))
  );
}

/** `pourcentage de clients inactifs par zone`: of each zone's clients, or of all the inactive ones? The declared rate, or a question. */
function subsetShare(fragment: Fragment, lexicon: Lexicon, rates: readonly CatalogueMetric[]): void {
  const { metrics, said } = fragment;
  const [one] = metrics;
  // « quelle fraction des lots est louée »: said of the plots, not of those that are let.
  const predicate = one !== undefined && said.has('share') && /\b(est|sont|is|are)\b/i.test(one.text);
  if (!one || metrics.length !== 1 || (!said.has('percentOf') && !predicate)) return;
  const metric = lexicon.metrics.get(one.name);
  if (metric?.unit !== 'count' || isWhole(metric)) return;
  const own = rates.filter(({ inputs }) => inputs[0] === one.name);
  const [rate] = own;
  if (rate && own.length === 1) {
    metrics.splice(0, 1, { ...one, name: rate.name });
    for (const operator of ['share', 'percent', 'shareOf', 'exists'] as const) said.delete(operator);
  } else throw new Unsettled('share', one.text);
}
