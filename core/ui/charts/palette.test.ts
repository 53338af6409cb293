import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { colourDistance, contrast, visions } from './colour-distance.ts';
import { colourSlots, distinctSlots, occupancyClass, palettes } from './palette.ts';

test('every eye tells the colours of a chart apart', () => {
  for (const { entities } of Object.values(palettes)) {
    for (const vision of visions) {
      for (const [index, a] of entities.entries()) {
        for (const b of entities.slice(index + 1)) {
          const distance = colourDistance(a, b, vision);
          assert.ok(distance >= 12, `${a} and ${b}, ${vision}: ${distance.toFixed(1)}`);
        }
      }
    }
  }
});

async function tokens(): Promise<Record<string, Record<string, string>>> {
  const css = await readFile(new URL('../styles/tokens.css', import.meta.url), 'utf8');
  const out: Record<string, Record<string, string>> = {};
  for (const [, selector = '', body = ''] of css.matchAll(/(:root[^{]*)\{([^}]*)\}/g)) {
    out[selector.trim()] = Object.fromEntries(
      [...body.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map(([, name, value]) => [name, value]),
    );
  }
  return out;
}

test('words keep a contrast of 4.5 on paper, on cards and on their own tint', async () => {
  const all = await tokens();
  const light = all[':root'] ?? {};
  const dark = { ...light, ...all[':root[data-theme="dark"]'] };
  for (const [name, set] of Object.entries({ light, dark })) {
    const at = (token: string) => set[token] ?? '';
    for (const ink of ['ink', 'ink-soft', 'ink-faint', 'accent', 'ok', 'warn', 'bad', 'ochre-ink']) {
      for (const ground of ['paper', 'surface', 'sunken']) {
        const ratio = contrast(at(ink), at(ground));
        assert.ok(ratio >= 4.5, `${name}: ${ink} on ${ground} is ${ratio.toFixed(2)}`);
      }
    }
    for (const state of ['ok', 'warn', 'bad', 'accent']) {
      const ratio = contrast(at(state), at(`${state}-soft`));
      assert.ok(ratio >= 4.5, `${name}: ${state} on its tint is ${ratio.toFixed(2)}`);
    }
    assert.ok(contrast(at('on-accent'), at('accent')) >= 4.5, `${name}: button`);
  }
});

test('series stand out from the card they lie on', async () => {
  const all = await tokens();
  const surface = { light: all[':root']?.surface ?? '', dark: all[':root[data-theme="dark"]']?.surface ?? '' };
  for (const paper of ['light', 'dark'] as const) {
    for (const colour of palettes[paper].entities) {
      assert.ok(contrast(colour, surface[paper]) >= 2.9, `${paper}: ${colour}`);
    }
  }
});

test('an entity keeps its colour whatever is shown', () => {
  const known = ['Textile', 'Agro', 'BTP'];
  assert.deepEqual(colourSlots(known), colourSlots([...known].reverse()));
  assert.equal(colourSlots(known).get('Agro'), 0);
});

test('no two parts of a chart share a colour', () => {
  assert.deepEqual(distinctSlots([0, 3, 0, 3, undefined]), [0, 3, 1, 4, 5]);
  assert.equal(new Set(distinctSlots([2, 2, 2, 2, 2, 2, 2])).size, 7);
});

test('occupancy classes hold their lower limit', () => {
  assert.deepEqual([0, 49.9, 50, 84.9, 85, 95, 100].map(occupancyClass), [0, 0, 1, 2, 3, 4, 4]);
  assert.equal(occupancyClass(null), null);
});
