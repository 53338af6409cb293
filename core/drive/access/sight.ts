import type { Files, Viewer } from '@griot/files';
import type { Actor } from '@griot/identity';
import { DomainError } from '@griot/kernel';

export const READ = 'core.files.read';
export const WRITE = 'core.files.write';
export const MANAGE = 'core.files.manage';

/** What one person sees of the drive and may do in it. */
export interface Sight {
  /** Undefined: everything. */
  viewer: Viewer | undefined;
  /** Where they may always put files: nobody else does. */
  home: string;
  /** By what they were given, or because it is theirs. */
  sees(path: string, createdBy: string | null): boolean;
  /** Whether they may change, add and remove here. */
  edits(path: string): boolean;
}

/**
 * Who manages files and sees the whole tenant sees everything. Anybody else sees what they put there themselves and what was
 * shared with them; what is shared with everybody is not for those who see a part of the tenant: a file cannot be narrowed.
 */
export async function sightOf(files: Files, actor: Actor): Promise<Sight> {
  const whole = actor.scopes.length === 0;
  const home = homeOf(actor);
  if (whole && actor.permissions.has(MANAGE)) return { viewer: undefined, home, sees: () => true, edits: () => true };
  const grants = await files.grants(actor.tenantId, { userId: actor.userId, roles: actor.roles, whole });
  const covers = (given: string, path: string) => path === given || path.startsWith(`${given}/`);
  const edits = (path: string) =>
    covers(home, path) || grants.some((one) => one.access === 'edit' && covers(one.path, path));
  return {
    viewer: { userId: actor.userId, grants: [...grants, { path: home, access: 'edit' }] },
    home,
    edits,
    sees: (path, createdBy) =>
      createdBy === actor.userId || covers(home, path) || grants.some((one) => covers(one.path, path)),
  };
}

/** A folder by the login, which is unique in the installation; signs that no path may hold become `_`. */
function homeOf({ login }: Actor): string {
  const name = login.replace(/[\\/<>:"|?*\p{Cc}]/gu, '_').replace(/[. ]+$/, '_');
  return `Personnel/${name || '_'}`;
}

/** Somebody who does not see a thing is told that it is not there. */
export function notThere(path: string): DomainError {
  return new DomainError({ code: 'files.not_found', kind: 'not_found', details: { path } });
}

export function refuseEdit(path: string): DomainError {
  return new DomainError({ code: 'drive.read_only', kind: 'forbidden', details: { path } });
}
