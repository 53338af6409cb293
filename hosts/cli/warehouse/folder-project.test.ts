import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));
const RUN_LINE = new URL('../run-line.ts', import.meta.url).href;

/** A market stall in the shape of dbt's teaching project: three seeds, views over them, two tables with tests. */
const FILES: Record<string, string> = {
  'dbt_project.yml':
    'name: stall\nversion: "1"\nconfig-version: 2\nprofile: stall\nmodels:\n  stall:\n    materialized: table\n    staging:\n      materialized: view\n',
  'seeds/raw_buyers.csv': 'id,first_name\n1,Awa\n2,Koffi\n3,Fatou\n',
  'seeds/raw_orders.csv': 'id,buyer,day\n10,1,2026-01-05\n11,1,2026-01-09\n12,2,2026-02-01\n',
  'seeds/raw_payments.csv':
    'id,order_id,method,cents\n1,10,cash,1500\n2,10,mobile,500\n3,11,cash,700\n4,12,mobile,300\n',
  'models/staging/stg_payments.sql':
    "select id as payment_id, order_id, method, cents / 100 as amount from {{ ref('raw_payments') }}",
  'models/staging/stg_orders.sql': "select id as order_id, buyer as buyer_id, day from {{ ref('raw_orders') }}",
  'models/orders.sql': `{% set methods = ['cash', 'mobile'] %}
select o.order_id, o.buyer_id,
  {% for method in methods -%}
  sum(case when p.method = '{{ method }}' then p.amount else 0 end) as {{ method }}_amount,
  {% endfor -%}
  sum(p.amount) as amount
from {{ ref('stg_orders') }} o left join {{ ref('stg_payments') }} p on p.order_id = o.order_id
group by o.order_id, o.buyer_id`,
  'models/buyers.sql': `select b.id as buyer_id, b.first_name, count(o.order_id) as number_of_orders, sum(o.amount) as lifetime_value
from {{ ref('raw_buyers') }} b left join {{ ref('orders') }} o on o.buyer_id = b.id group by b.id, b.first_name`,
  'models/sources.yml':
    'version: 2\nsources:\n  - name: till\n    freshness: { error_after: { count: 1, period: day } }\n    tables:\n      - name: receipts\n',
  'models/schema.yml':
    'version: 2\nmodels:\n  - name: orders\n    columns:\n      - name: order_id\n        tests: [unique, not_null]\n      - name: buyer_id\n        tests:\n          - relationships:\n              to: ref("raw_buyers")\n              field: id\n',
};

interface Told {
  status: number;
  out: unknown;
  err: string;
}

interface Stall {
  /** Starts the command as people do. */
  griot(...words: string[]): Told;
  /** Several lines in one process, which is what starting costs. */
  lines(...lines: string[][]): Told[];
  files(): Promise<string[]>;
}

/** Each line's answer, error and exit code, as one line of JSON on file descriptor 3. */
const RUN_LINES = `
import { writeSync } from 'node:fs';
import process from 'node:process';
const [module, ...lines] = process.argv.slice(1);
const { runLine } = await import(module);
let told = { out: '', err: '' };
process.stdout.write = (text) => { told.out += text; return true; };
process.stderr.write = (text) => { told.err += text; return true; };
for (const line of lines) {
  told = { out: '', err: '' };
  const status = await runLine(JSON.parse(line));
  writeSync(3, JSON.stringify({ status, ...told }) + '\\n');
}
`;

async function stall(t: TestContext): Promise<Stall> {
  const root = await mkdtemp(join(tmpdir(), 'griot-folder-'));
  t.after(() => rm(root, { recursive: true, force: true }));
  const project = join(root, 'stall');
  for (const [file, text] of Object.entries(FILES)) {
    await mkdir(dirname(join(project, file)), { recursive: true });
    await writeFile(join(project, file), text);
  }
  const env = { ...process.env, GRIOT_DATA: join(root, 'data') };
  const whole = ([name = '', ...rest]: string[]) => ['--json', 'warehouse', name, '--project', project, ...rest];
  const parsed = (out: string): unknown => (out === '' ? null : JSON.parse(out));
  return {
    griot(...words) {
      const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...whole(words)], {
        encoding: 'utf8',
        env,
      });
      return { status: status ?? -1, out: parsed(stdout), err: stderr };
    },
    lines(...lines) {
      const words = lines.map((line) => JSON.stringify(whole(line)));
      const { output } = spawnSync(process.execPath, ['--input-type=module', '-e', RUN_LINES, RUN_LINE, ...words], {
        ...{ encoding: 'utf8', env, stdio: ['ignore', 'inherit', 'inherit', 'pipe'] },
      });
      const told = (output[3] ?? '')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Told & { out: string });
      return told.map((one) => ({ ...one, out: parsed(one.out) }));
    },
    files: async () => (await readdir(project, { recursive: true })).sort(),
  };
}

test('a folder of one’s own is built, read, and rolled back from the command line, and stays as it was', async (t) => {
  const { griot, lines, files } = await stall(t);
  const before = await files();
  const built = griot('build');
  assert.equal(built.status, 0, built.err);
  const { generation, tests } = built.out as { generation: number; tests: { status: string }[] };
  assert.equal(generation, 1);
  assert.deepEqual(
    tests.map(({ status }) => status),
    ['pass', 'pass', 'pass'],
  );
  const figures = `SELECT (SELECT count(*) FROM orders) AS orders, sum(amount), sum(cash_amount), sum(mobile_amount),
    (SELECT sum(lifetime_value) FROM buyers), (SELECT count(lifetime_value) FROM buyers) FROM orders`;
  const [asked, again, back, listed, refused, unknown, aged] = lines(
    ['query', figures],
    ['build', '--full-refresh'],
    ['rollback', '1'],
    ['generations'],
    ['query', "SELECT * FROM '/etc/passwd'"],
    ['nothing'],
    ['freshness'],
  );
  const member = (told: Told | undefined, name: string): unknown =>
    ((told?.out ?? {}) as Record<string, unknown>)[name];
  assert.deepEqual(member(asked, 'rows'), [['3', 30, 22, 8, 30, '2']]);
  assert.equal(member(again, 'generation'), 2);
  assert.equal(member(back, 'id'), 1);
  assert.equal(member(listed, 'current'), 1);
  assert.equal(refused?.status, 1);
  assert.match(refused?.err ?? '', /table: \/etc\/passwd/);
  assert.equal(unknown?.status, 2);
  // A source that was never loaded is older than any rule.
  const [source] = member(aged, 'sources') as { name: string; status: string }[];
  assert.deepEqual([aged?.status, source?.name, source?.status], [1, 'receipts', 'error']);
  assert.deepEqual(await files(), before);
});
