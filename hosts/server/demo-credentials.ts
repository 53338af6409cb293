import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

interface DemoCredentials {
  password: string;
  logins: string[];
}

/**
 * The one password of all demonstration users: the setting, else random, made once and kept in
 * `$GRIOT_DATA/demo-credentials.json` (mode 0600) so that a later start prints it again. `keep` writes the file; it is
 * called once the users have the password, so a crash in between sets it again instead of losing it.
 */
export function demoCredentials(
  dataDir: string,
  configured: string | undefined,
  logins: string[],
): { password: string; changed: boolean; keep(): void } {
  const file = join(dataDir, 'demo-credentials.json');
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as DemoCredentials) : undefined;
  const password = configured ?? kept?.password ?? readablePassword();
  return {
    password,
    changed: kept?.password !== password,
    keep() {
      writeFileSync(`${file}.new`, `${JSON.stringify({ password, logins }, null, 2)}\n`, { mode: 0o600 });
      renameSync(`${file}.new`, file);
    },
  };
}

/** 80 bits in four groups without look-alike signs: it is read from a terminal and typed once. */
function readablePassword(): string {
  const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';
  const letters = [...randomBytes(16)].map((byte) => alphabet[byte % alphabet.length]).join('');
  return (letters.match(/.{4}/g) ?? []).join('-');
}
