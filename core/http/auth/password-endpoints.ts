import type { Identity } from '@griot/identity';
import { errorMessage, isDomainError } from '@griot/kernel';
import { z } from 'zod';
import { defineEndpoint } from '../endpoint/define-endpoint.ts';
import type { Endpoint } from '../endpoint/endpoint.ts';
import type { MailPort } from './mail-port.ts';

const tags = ['auth'];
const done = z.object({ done: z.literal(true) });
const DONE = { done: true } as const;
const password = z.string().min(1).max(1024);

/** Changing and resetting passwords, and the second factor. */
export function passwordEndpoints(identity: Identity, mail: MailPort | undefined): Endpoint[] {
  return [
    defineEndpoint({
      method: 'POST',
      path: '/api/auth/password',
      summary: 'Changer mon mot de passe',
      description: 'Ends the other sessions.',
      tags,
      body: z.object({ current: password, next: password }),
      data: done,
      async handler({ actor, body }) {
        await identity.changePassword(actor, body);
        return DONE;
      },
    }),
    defineEndpoint({
      method: 'POST',
      path: '/api/auth/password-reset',
      summary: 'Demander un lien de réinitialisation',
      description: 'Answers the same whether or not the person exists.',
      tags,
      permission: 'public',
      body: z.object({ login: z.string().trim().min(1).max(320) }),
      data: done.extend({ mail: z.boolean().describe('whether this installation sends mail at all') }),
      async handler({ body, ip, log }) {
        if (!mail?.configured) return { ...DONE, mail: false };
        // Not awaited: neither the answer nor its time tells whether there was somebody to write to.
        void identity
          .issuePasswordReset({ login: body.login, ip })
          .then((reset) => (reset ? mail.passwordReset(reset) : undefined))
          .catch((error: unknown) => {
            const limited = isDomainError(error) && error.kind === 'rate_limited';
            log[limited ? 'warn' : 'error']({ error: errorMessage(error) }, 'password reset not sent');
          });
        return { ...DONE, mail: true };
      },
    }),
    defineEndpoint({
      method: 'POST',
      path: '/api/auth/password-reset/confirm',
      summary: 'Choisir un nouveau mot de passe',
      tags,
      permission: 'public',
      rateLimit: { max: 20, windowMs: 60_000 },
      body: z.object({ token: z.string().min(1).max(200), password }),
      data: done,
      async handler({ body }) {
        await identity.consumePasswordReset(body);
        return DONE;
      },
    }),
    defineEndpoint({
      method: 'POST',
      path: '/api/auth/second-factor',
      summary: 'Commencer la mise en place du second facteur',
      tags,
      data: z.object({ secret: z.string(), uri: z.string() }),
      handler: ({ actor }) => identity.secondFactor.enrol(actor),
    }),
    defineEndpoint({
      method: 'POST',
      path: '/api/auth/second-factor/confirm',
      summary: 'Activer le second facteur',
      tags,
      rateLimit: { max: 10, windowMs: 60_000 },
      body: z.object({ code: z.string().max(40) }),
      data: z.object({ recoveryCodes: z.array(z.string()) }),
      handler: ({ actor, body }) => identity.secondFactor.confirm(actor, body.code),
    }),
    defineEndpoint({
      method: 'POST',
      path: '/api/auth/second-factor/remove',
      summary: 'Retirer le second facteur',
      tags,
      rateLimit: { max: 10, windowMs: 60_000 },
      body: z.object({ code: z.string().max(40) }),
      data: done,
      async handler({ actor, body }) {
        await identity.secondFactor.remove(actor, body.code);
        return DONE;
      },
    }),
  ];
}
