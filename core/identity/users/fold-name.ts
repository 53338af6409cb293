/** The form by which a login or an e-mail is found: compatibility-composed, trimmed, lower case. */
export function foldName(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase();
}
