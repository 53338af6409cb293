import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readParameters } from './run.ts';

test('parameters of a run: one object, single ones over it, JSON where it is JSON', () => {
  const param = ['asOf=2026-01-31', 'force=true', 'lines=3', 'files=["a","b"]', 'name=Kouassi=Yao', 'empty='];
  assert.deepEqual(readParameters({ params: '{"lines": 1, "keep": null}', param }), {
    ...{ lines: 3, keep: null, asOf: '2026-01-31', force: true, files: ['a', 'b'], name: 'Kouassi=Yao', empty: '' },
  });
  assert.throws(() => readParameters({ params: '{}', param: ['=x'] }), /name=value/);
  assert.throws(() => readParameters({ params: '{', param: [] }), SyntaxError);
});
