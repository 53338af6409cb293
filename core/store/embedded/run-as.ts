import { chmodSync, lchownSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** The ids PostgreSQL runs under when we are root; it refuses to run as root. */
export interface RunAs {
  uid: number;
  gid: number;
}

const UNPRIVILEGED = ['postgres', 'nobody'];

/**
 * Undefined when we are an ordinary user (PostgreSQL then runs as us). As root: the owner of the cluster that is
 * already there, else the machine's `postgres` account, else `nobody`. The account needs a line in /etc/passwd,
 * for initdb asks for the name of its user.
 */
export function chooseRunAs(clusterDir: string): RunAs | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const owner = statSync(clusterDir, { throwIfNoEntry: false });
  if (owner !== undefined && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const accounts = new Map(
    readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .map((line) => line.split(':'))
      .map(([name = '', , uid, gid]) => [name, { uid: Number(uid), gid: Number(gid) }] as const),
  );
  for (const name of UNPRIVILEGED) {
    const account = accounts.get(name);
    if (account !== undefined && account.uid > 0) return account;
  }
  return { uid: 65_534, gid: 65_534 };
}

/** A cluster that root has copied or restored belongs to root, and is open: it is given to who will run it. */
export function giveCluster(clusterDir: string, runAs: RunAs | undefined): void {
  const found = statSync(clusterDir);
  if ((found.mode & 0o027) !== 0) chmodSync(clusterDir, 0o700);
  if (runAs === undefined || found.uid === runAs.uid) return;
  for (const entry of readdirSync(clusterDir, { recursive: true, withFileTypes: true })) {
    lchownSync(path.join(entry.parentPath, entry.name), runAs.uid, runAs.gid);
  }
  lchownSync(clusterDir, runAs.uid, runAs.gid); // last: it tells that the others were given
}
