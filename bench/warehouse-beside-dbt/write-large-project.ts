import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * A project as an organisation of some years has it: `models` models in layers of fifty, each reading two of the layer before
 * through a macro, described, with two tests.
 */
export async function writeLargeProject(folder: string, models: number): Promise<void> {
  const perLayer = 50;
  await mkdir(join(folder, 'macros'), { recursive: true });
  await writeFile(
    join(folder, 'dbt_project.yml'),
    'name: large\nversion: "1.0"\nconfig-version: 2\nprofile: large\nmodel-paths: [models]\nmacro-paths: [macros]\nmodels:\n  large:\n    +materialized: view\n',
  );
  await writeFile(
    join(folder, 'macros/cents.sql'),
    '{% macro cents(amount) -%} cast({{ amount }} as decimal(18, 2)) {%- endmacro %}\n',
  );
  for (let layer = 0; layer * perLayer < models; layer += 1) {
    const dir = join(folder, 'models', `layer_${layer}`);
    await mkdir(dir, { recursive: true });
    const names = Array.from({ length: Math.min(perLayer, models - layer * perLayer) }, (_, i) => layer * perLayer + i);
    for (const n of names) {
      const inputs = layer === 0 ? [] : [n - perLayer, layer * perLayer - perLayer + ((n * 7) % perLayer)];
      await writeFile(join(dir, `model_${n}.sql`), sqlOf(inputs));
    }
    const described = names.map(
      (n) =>
        `  - name: model_${n}\n    description: Model ${n} of layer ${layer}.\n    columns:\n      - name: id\n        description: Its key.\n        data_tests: [unique, not_null]\n`,
    );
    await writeFile(join(dir, 'schema.yml'), `version: 2\nmodels:\n${described.join('')}`);
  }
}

function sqlOf(inputs: readonly number[]): string {
  const [first, second] = inputs;
  if (first === undefined || second === undefined) return "select 1 as id, {{ cents('12.345') }} as amount\n";
  return `{{ config(tags=['generated']) }}
with a as (select * from {{ ref('model_${first}') }}),
b as (select * from {{ ref('model_${second}') }})
select a.id,
{%- for part in ['net', 'tax'] %}
  {{ cents('a.amount + b.amount') }} as {{ part }}_amount,
{%- endfor %}
  {{ cents('a.amount') }} as amount
from a join b on b.id = a.id
`;
}
