import type { z } from 'zod';
import type * as contract from '../http/contract.ts';

/** Answers about files and periods, as the contract has them (types alone: no validator is shipped to the page). */
export type Client = z.output<typeof contract.listedClient>;
export type Finding = z.output<typeof contract.finding>;
export type Batch = z.output<typeof contract.batch>;
export type Status = Batch['status'];
export type BatchStatus = z.output<typeof contract.batchStatus>;
export type BalanceAnswer = z.output<typeof contract.balance>;
export type BalanceRow = BalanceAnswer['items'][number];
export type ReceivedFile = z.output<typeof contract.receivedFile>;
export type Notice = z.output<typeof contract.notice>;

/** The slots of a period's files, in the order they are usually exported. */
export const SLOTS = [
  'GRAND_LIVRE_COMPTES',
  'GRAND_LIVRE_TIERS',
  'PLAN_TIERS',
  'PLAN_COMPTES',
  'CODE_JOURNAL',
] as const;
export type Slot = (typeof SLOTS)[number];
