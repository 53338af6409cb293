const STEPS = [1, 2, 5];

/** A round number at or above `value`: 1, 2, 5, 10, 20, 50… */
function roundUp(value: number): number {
  for (let power = 1; ; power *= 10) {
    for (const step of STEPS) if (step * power >= value) return step * power;
  }
}

/** Round limits that cut counts into at most four classes, for a map's legend; empty when there is but one. */
export function countClasses(counts: number[]): number[] {
  const top = Math.max(0, ...counts);
  if (top < 4) return top <= 1 ? [] : [Math.max(1, top)];
  const step = roundUp(top / 4);
  const limits: number[] = [];
  for (let limit = step; limit <= top && limits.length < 3; limit += step) limits.push(limit);
  return limits;
}

/** The class a count falls in: 0 below the first limit. */
export function countClassOf(count: number, limits: number[]): number {
  const above = limits.findIndex((limit) => count < limit);
  return above === -1 ? limits.length : above;
}
