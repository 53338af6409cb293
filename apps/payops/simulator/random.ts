/** A small deterministic source of chance (sfc32 seeded by FNV-1a): the same words, the same numbers. Not for secrets. */
export interface Random {
  /** 0 <= x < 1. */
  next(): number;
  /** Whole number, both ends included. */
  between(low: number, high: number): number;
  chance(probability: number): boolean;
  pick<T>(items: readonly T[]): T;
  /** Item chosen with its weight. */
  weighted<T extends { weight: number }>(items: readonly T[]): T;
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
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  return {
    next,
    normal,
    between: (low, high) => low + Math.floor(next() * (high - low + 1)),
    chance: (probability) => next() < probability,
    pick: (items) => {
      const item = items[Math.floor(next() * items.length)];
      if (item === undefined) throw new RangeError('pick from an empty list');
      return item;
    },
    weighted: (items) => {
      let left = next() * items.reduce((sum, { weight }) => sum + weight, 0);
      for (const item of items) {
        left -= item.weight;
        if (left < 0) return item;
      }
      const last = items.at(-1);
      if (last === undefined) throw new RangeError('weighted from an empty list');
      return last;
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
