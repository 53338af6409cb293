/** Where the mail's link leads (`hosts/server/password-mail.ts`). */
export const RESET_PATH = '/reset-password';
/** Opens the log-in page at "forgotten password". */
export const FORGOT_HASH = '#oublie';

/** The link's token, taken out of the address bar: it must not stay in the history or in a picture of the screen. */
export function takeResetToken(): string | null {
  const token = location.hash.slice(1);
  if (token !== '') history.replaceState(history.state, '', location.pathname);
  return token === '' ? null : token;
}
