import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const CLI = resolve(fileURLToPath(new URL('.', import.meta.url)), '../hosts/cli/main.ts');

/** Figures of dbt-labs/jaffle_shop_duckdb as dbt itself builds it. */
const EXPECTED: [what: string, sql: string, row: string][] = [
  [
    'customers, lifetime value, with orders',
    'SELECT count(*), sum(customer_lifetime_value), count(number_of_orders) FROM customers',
    '100 1672 62',
  ],
  [
    'orders, amount, card, coupon, transfer, gift card',
    'SELECT count(*), sum(amount), sum(credit_card_amount), sum(coupon_amount), sum(bank_transfer_amount), sum(gift_card_amount) FROM orders',
    '99 1672 871 185 411 205',
  ],
];

/** `npm run golden -- jaffle --project DIR`: that project, cloned by hand, builds unchanged and gives dbt's figures. */
export async function runJaffle(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { project: { type: 'string' } } });
  const project = values.project;
  if (project === undefined || !existsSync(join(project, 'dbt_project.yml'))) {
    console.log('golden jaffle: give --project DIR, a clone of dbt-labs/jaffle_shop_duckdb; nothing to judge by');
    return 0;
  }
  const data = mkdtempSync(join(tmpdir(), 'griot-jaffle-'));
  const griot = (...line: string[]): { ok: boolean; out: string } => {
    const command = [CLI, '--json', 'warehouse', ...line, '--project', resolve(project)];
    const { status, stdout, stderr } = spawnSync(process.execPath, command, {
      encoding: 'utf8',
      env: { ...process.env, GRIOT_DATA: data },
    });
    if (status !== 0) console.error(stderr);
    return { ok: status === 0, out: stdout };
  };
  try {
    if (!griot('build').ok) return 1;
    let failed = 0;
    for (const [what, sql, expected] of EXPECTED) {
      const { ok, out } = griot('query', sql);
      const row = ok ? ((JSON.parse(out) as { rows: unknown[][] }).rows[0] ?? []).join(' ') : 'no answer';
      console.log(
        `${row === expected ? 'same  ' : 'DIFFERS'} ${what}: ${row}${row === expected ? '' : `, not ${expected}`}`,
      );
      if (row !== expected) failed += 1;
    }
    return failed === 0 ? 0 : 1;
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}
