/** The same numbers in an array of twice the length. */
export function widened<T extends Int32Array | Uint32Array | Float64Array>(numbers: T): T {
  const wider = new (numbers.constructor as new (length: number) => T)(numbers.length * 2);
  wider.set(numbers);
  return wider;
}
