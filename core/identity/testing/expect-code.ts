import assert from 'node:assert/strict';
import { isDomainError } from '@griot/kernel';

/** For `assert.rejects` and `assert.throws`: the error's stable code, and its details when given. */
export function withCode(code: string, details?: Record<string, unknown>): (error: unknown) => true {
  return (error) => {
    assert.ok(isDomainError(error), `expected ${code}, got ${String(error)}`);
    assert.equal(error.code, code);
    if (details) assert.deepEqual(error.details, details);
    return true;
  };
}
