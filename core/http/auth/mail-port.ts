import type { PasswordReset } from '@griot/identity';

/** Sends a person the mail with their reset link. Built by a host. */
export interface MailPort {
  /** False: nothing would be delivered, so no link is made and the asker is told. */
  readonly configured: boolean;
  passwordReset(reset: PasswordReset): Promise<void>;
}
