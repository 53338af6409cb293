import type { PasswordReset } from '@griot/identity';

/** Sends a person the mail with their reset link. Built by a host. */
export interface MailPort {
  passwordReset(reset: PasswordReset): Promise<void>;
}
