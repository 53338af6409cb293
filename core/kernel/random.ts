/**
 * Repeatable chance (sfc32 seeded by FNV-1a): the same words give the same numbers on every machine. Not for secrets. Each
 * thing that is made has a source of its own, named after it, so that adding one thing changes nothing in the others.
 */
export interface Random {
  /** 0 <= x < 1. */
  next(): number;
  /** Whole number, both ends included. */
  between(low: number, high: number): number;
  chance(probability: number): boolean;
  pick<T>(items: readonly T[]): T;
  /** Item chosen with its weight. */
  weighted<T extends { weight: number }>(items: readonly T[]): T;
  /** Index chosen with the given weights. */
  weightedIndex(weights: readonly number[]): number;
  /** Normal of mean 0 and deviation 1. */
  normal(): number;
  /** Events of a Poisson process with this mean. */
  poisson(mean: number): number;
}

function fnv1a(text: string, basis: number): number {
  let hash = basis >>> 0;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

export function random(...words: (string | number)[]): Random {
  const name = words.join('/');
  let a = fnv1a(name, 0x811c9dc5);
  let b = fnv1a(name, 0x9e3779b9);
  let c = fnv1a(name, 0x85ebca6b);
  let counter = 1;
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4294967296;
  };
  for (let i = 0; i < 12; i++) next();
  // Box and Muller 1958; 1 - x keeps the logarithm finite.
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  const weightedIndex = (weights: readonly number[]): number => {
    let left = next() * weights.reduce((sum, weight) => sum + weight, 0);
    for (const [index, weight] of weights.entries()) {
      left -= weight;
      if (left < 0) return index;
    }
    return weights.length - 1;
  };
  return {
    next,
    normal,
    weightedIndex,
    between: (low, high) => low + Math.floor(next() * (high - low + 1)),
    chance: (probability) => next() < probability,
    pick: (items) => {
      const item = items[Math.floor(next() * items.length)];
      if (item === undefined) throw new RangeError('pick from an empty list');
      return item;
    },
    weighted: (items) => {
      const item = items[weightedIndex(items.map(({ weight }) => weight))];
      if (item === undefined) throw new RangeError('weighted from an empty list');
      return item;
    },
    poisson: (mean) => {
      // Knuth's product for small means; the normal limit above, where its error is below one event.
      if (mean > 60) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()));
      const limit = Math.exp(-mean);
      let product = next();
      let n = 0;
      while (product > limit) {
        product *= next();
        n += 1;
      }
      return n;
    },
  };
}

/**
 * The bare sequence of a 32-bit seed (mulberry32), 0 <= x < 1: for trials that are told a seed and run again by it, and for what a
 * model leaves out while it learns, where a recorded seed must go on to mean the same model. Not for secrets.
 */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
