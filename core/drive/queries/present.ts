import type { StoredFile } from '@griot/files';
import type { Identity } from '@griot/identity';
import type { Sight } from '../access/sight.ts';

/** Names of the tenant's people by id; somebody who left is a dash. */
export async function namesOf(identity: Identity, tenantId: string): Promise<(id: string | null) => string> {
  const members = await identity.members(tenantId, { limit: 1000 });
  const names = new Map(members.map(({ userId, name }) => [userId, name]));
  return (id) => (id === null ? 'Griot' : (names.get(id) ?? '–'));
}

export function presented(file: StoredFile, sight: Sight, nameOf: (id: string | null) => string) {
  const { createdBy: _createdBy, updatedBy, ...rest } = file;
  return { ...rest, updatedByName: nameOf(updatedBy), mayEdit: sight.edits(file.path) };
}
