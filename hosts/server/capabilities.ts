import type { Capability } from '@griot/application';

/** What every tenant has in every application, by floor 5 of the house. */
export const capabilities: readonly Capability[] = [];
