import { z } from 'zod';
import type { EventType, NewEvent } from '../index.ts';

export const sampleTypes: EventType[] = [
  {
    type: 'shop.sale.made',
    version: 1,
    label: { fr: 'Vente faite', en: 'Sale made' },
    schema: z.object({ amount: z.number().int().positive() }),
  },
  {
    type: 'shop.door.opened',
    version: 1,
    label: { fr: 'Porte ouverte', en: 'Door opened' },
    schema: z.object({}),
  },
];

export const sale = (id: string, key: string, amount: number): NewEvent => ({
  id,
  key,
  type: 'shop.sale.made',
  payload: { amount },
});
