import type { Services } from '@griot/application';
import { defineEndpoint, type Endpoint } from '@griot/http';
import { z } from 'zod';
import { markedPersons, markOnePerson } from '../commands/mark-one-person.ts';
import { personGroups as groups, persons } from './action-contract.ts';
import { wholePlatform } from './sight.ts';

const tags = ['payops: actions'];

/** Accounts that are one person's: together they ask or sign once. */
export function personEndpoints(services: Services): Endpoint[] {
  return [
    defineEndpoint({
      method: 'GET',
      path: '/api/dashboard/ops/persons',
      summary: 'Members, and which of their accounts were marked as one person’s',
      tags,
      permission: 'payops.persons.manage',
      data: persons,
      handler: async ({ actor }) => {
        wholePlatform(actor);
        const members = await services.identity.members(actor.tenantId);
        return {
          groups: await markedPersons(services, actor.tenantId),
          members: members.map(({ userId, name, login }) => ({ userId, name, login })),
        };
      },
    }),
    defineEndpoint({
      method: 'PUT',
      path: '/api/dashboard/ops/persons',
      summary: 'Mark accounts as one person’s, all groups at once',
      tags,
      permission: 'payops.persons.manage',
      body: z.object({ groups }),
      data: z.object({ groups }),
      handler: async ({ actor, body, ip }) => {
        wholePlatform(actor);
        await markOnePerson(services, actor, { groups: body.groups, ip });
        return { groups: await markedPersons(services, actor.tenantId) };
      },
    }),
  ];
}
