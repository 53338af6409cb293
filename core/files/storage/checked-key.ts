import { DomainError, isUuid } from '@griot/kernel';
import { parsePath } from '../paths/parse-path.ts';

/** A tenant's id, then a path: anything else is a fault of the program (`files.key_invalid`, `files.path_invalid`). */
export function checkedKey(key: string): string[] {
  const [tenant = '', ...rest] = key.split('/');
  if (!isUuid(tenant)) throw new DomainError({ code: 'files.key_invalid', kind: 'internal', details: { key } });
  const parsed = parsePath(rest.join('/'));
  return [tenant.toLowerCase(), ...parsed.split('/')];
}
