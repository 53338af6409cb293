import type { Posting } from '../ledger/posting.ts';

/** Four bytes of a whole number. */
export function putNumber(key: Uint8Array, at: number, value: number): number {
  key[at] = value;
  key[at + 1] = value >>> 8;
  key[at + 2] = value >>> 16;
  key[at + 3] = value >>> 24;
  return at + 4;
}

/** Eight bytes of an amount: its sign and both halves of it. */
export function putUnits(key: Uint8Array, at: number, units: number): number {
  const high = Math.floor(units / 0x1_0000_0000);
  return putNumber(key, putNumber(key, at, high), units - high * 0x1_0000_0000);
}

/** The bytes of the posting's piece. */
export function putPiece(key: Uint8Array, at: number, { text, pieceEnd }: Posting): number {
  for (let index = 0; index < pieceEnd; index += 1) key[at + index] = text[index] as number;
  return at + pieceEnd;
}

export const textAt = (key: Uint8Array, from: number): string => Buffer.from(key.subarray(from)).toString();
