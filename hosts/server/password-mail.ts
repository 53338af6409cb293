import type { Services } from '@griot/application';
import type { HttpServerOptions } from '@griot/http';
import { sha256Hex } from '@griot/kernel';
import { renderMail } from '@griot/mail';

const WORDS = {
  fr: {
    title: 'Choisir un nouveau mot de passe',
    text: (name: string) => `Bonjour ${name}, vous avez demandé à changer votre mot de passe.`,
    limit: 'Le lien sert une fois, pendant une heure. Si vous n’avez rien demandé, il n’y a rien à faire.',
    action: 'Choisir le mot de passe',
  },
  en: {
    title: 'Choose a new password',
    text: (name: string) => `Hello ${name}, you asked to change your password.`,
    limit: 'The link works once, for an hour. If you did not ask, there is nothing to do.',
    action: 'Choose the password',
  },
};

/** Delivers reset links through the outbox of one of the person's organisations. The link's body is not kept once sent. */
export function passwordMail({ identity, mail, store, config }: Services): NonNullable<HttpServerOptions['mail']> {
  return {
    configured: mail.configured,
    async passwordReset({ token, email, name, locale }) {
      const user = await identity.findUser({ login: email });
      const [tenant] = user ? await identity.tenantsOf(user.id) : [];
      if (!tenant) return;
      const words = WORDS[locale ?? 'fr'];
      // After the #: a browser never sends that part to a server, so the token is in no log.
      const url = `${config.publicUrl}/reset-password#${token}`;
      const body = renderMail({
        locale: locale ?? 'fr',
        title: words.title,
        paragraphs: [words.text(name), words.limit],
        action: { label: words.action, url },
      });
      const dedupKey = `password-reset/${sha256Hex(token)}`;
      await store.withTenant(tenant.id, (tx) =>
        mail.enqueue(tx, {
          tenantId: tenant.id,
          to: [email],
          subject: words.title,
          ...body,
          dedupKey,
          confidential: true,
        }),
      );
    },
  };
}
