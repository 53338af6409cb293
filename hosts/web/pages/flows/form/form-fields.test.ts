import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { formFields, type JsonSchema } from './form-fields.ts';
import { missingFields, openingValues, refusedFields, sentValues } from './form-values.ts';

const parameters = z.object({
  day: z.iso
    .date()
    .meta({ label: { fr: 'Jour', en: 'Day' }, help: { fr: 'Le jour à calculer', en: 'The day to compute' } }),
  title: z.string().max(80).optional(),
  note: z.string().meta({ multiline: true }).optional(),
  rate: z.number().min(0).max(1).default(0.5),
  rows: z.number().int().min(1),
  force: z.boolean().default(false),
  mode: z
    .enum(['replace', 'upsert'])
    .default('upsert')
    .meta({ options: { replace: { fr: 'Remplacer', en: 'Replace' } } }),
  areas: z.array(z.enum(['north', 'south'])).default([]),
  tags: z.array(z.string()).optional(),
  limit: z.number().nullable().optional(),
  contact: z.object({ name: z.string(), phone: z.string().optional() }),
  lines: z.array(z.object({ item: z.string(), count: z.number().int() })).default([]),
  inside: z.string().optional().meta({ hidden: true }),
  odd: z.union([z.string(), z.number()]).optional(),
});
const fields = formFields(z.toJSONSchema(parameters, { io: 'input' }) as JsonSchema);

test('every type of parameter has its field, with labels and what must be given', () => {
  assert.deepEqual(
    fields.map((field) => [field.name, field.kind, field.required]),
    [
      ['day', 'day', true],
      ['title', 'text', false],
      ['note', 'multiline', false],
      ['rate', 'number', false],
      ['rows', 'integer', true],
      ['force', 'boolean', false],
      ['mode', 'choice', false],
      ['areas', 'choices', false],
      ['tags', 'texts', false],
      ['limit', 'number', false],
      ['contact', 'group', true],
      ['lines', 'groups', false],
      ['odd', 'json', false],
    ],
  );
  assert.deepEqual([fields[0]?.label.en, fields[0]?.help?.fr], ['Day', 'Le jour à calculer']);
  assert.deepEqual([fields[3]?.minimum, fields[3]?.maximum, fields[4]?.maximum], [0, 1, null]);
  assert.deepEqual(
    fields[6]?.options.map((option) => option.label.fr),
    ['Remplacer', 'upsert'],
  );
});

test('defaults open the form, an earlier run fills it, what is empty is not sent: the schema takes what the form sends', () => {
  const opened = openingValues(fields, {
    day: '2026-01-05',
    rows: 3,
    contact: { name: 'Awa' },
    lines: [{ item: 'x', count: 2 }],
  });
  assert.deepEqual([opened.rate, opened.mode, opened.title], [0.5, 'upsert', undefined]);
  const sent = sentValues(fields, { ...opened, title: '', limit: null });
  assert.ok(!('title' in sent) && !('limit' in sent));
  const read = parameters.parse(sent);
  assert.deepEqual([read.day, read.force, read.contact.name, read.lines.length], ['2026-01-05', false, 'Awa', 1]);
});

test('what is missing and what the server refuses is told at its field', () => {
  const values = { ...openingValues(fields), lines: [{ item: 'x' }] };
  assert.deepEqual(Object.keys(missingFields(fields, values, 'obligatoire')), [
    'day',
    'rows',
    'contact.name',
    'lines.0.count',
  ]);
  const issues = [
    { path: 'contact.name', message: 'obligatoire' },
    { path: 'parameters', message: 'inconnu' },
  ];
  assert.deepEqual(refusedFields(issues, fields), {
    errors: { 'contact.name': 'obligatoire' },
    rest: ['parameters : inconnu'],
  });
});
