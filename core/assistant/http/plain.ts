type Mutable<T> = T extends readonly (infer E)[]
  ? Mutable<E>[]
  : T extends object
    ? { -readonly [K in keyof T]: Mutable<T[K]> }
    : T;

/** Schemas want arrays that may be written to; answers are made of some that may not. */
export const plain = <T>(value: T): Mutable<T> => value as Mutable<T>;
