import type { Identity } from '@griot/identity';
import { z } from 'zod';
import { defineEndpoint } from '../endpoint/define-endpoint.ts';
import type { Endpoint } from '../endpoint/endpoint.ts';

const tags = ['auth'];
const account = z.object({
  secondFactor: z.boolean().describe('A second factor is active'),
  seenTours: z.array(z.string()).describe('Guided visits seen or put aside'),
});
const tour = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/)
  .describe('Name of the guided visit');

/** What a person's own pages remember of them. */
export function accountEndpoints(identity: Identity): Endpoint[] {
  return [
    defineEndpoint({
      method: 'GET',
      path: '/api/auth/account',
      summary: 'Mon compte',
      tags,
      data: account,
      handler: ({ actor }) => identity.account(actor),
    }),
    defineEndpoint({
      method: 'POST',
      path: '/api/auth/tours',
      summary: 'Visite guidée vue ou passée',
      tags,
      body: z.object({ tour }),
      data: account,
      async handler({ actor, body }) {
        await identity.markTourSeen(actor, body.tour);
        return identity.account(actor);
      },
    }),
  ];
}
