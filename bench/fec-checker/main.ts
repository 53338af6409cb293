/**
 * `npm run bench -- fec-checker --checker <src of DGFiP/Test-Compta-Demat> [--lines 2000]`: a FEC that the platform wrote, judged by the
 * administration's own public checker; then the same with faults, which it must refuse. Needs perl with DBI, DBD::SQLite, XML::Simple,
 * Net::LDAP, PDF::API2 and Tk, and xvfb-run: the checker has windows.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { DatabaseSync } from 'node:sqlite';
import { parseArgs } from 'node:util';
import { writeFec } from '@griot/e2e';

const { values } = parseArgs({ options: { checker: { type: 'string' }, lines: { type: 'string', default: '2000' } } });
if (!values.checker) throw new Error('--checker: the folder src of a copy of github.com/DGFiP/Test-Compta-Demat');
const folder = mkdtempSync(join(tmpdir(), 'griot-fec-'));
const NAME = '123456789FEC20251231.txt';

/** What the checker wrote down: `E` an anomaly, `O` a column that is missing, `V` a value that is missing. */
function judge(content: string): { anomalies: string[]; read: string[] } {
  const home = mkdtempSync(join(folder, 'run-'));
  cpSync(values.checker ?? '', home, { recursive: true });
  const testeur = join(home, 'testeur');
  writeFileSync(
    join(testeur, 'environnement_alto2.pl'),
    `sub Env_Path { $ENV{ProgramFiles} = "${home}"; $ENV{ProgramData} = "${home}"; }\n1;\n`,
  );
  for (const name of readdirSync(testeur)) if (name.endsWith('.pl')) chmodSync(join(testeur, name), 0o755);
  for (const name of ['temp', 'log']) mkdirSync(join(testeur, name), { recursive: true });
  const file = join(home, NAME);
  writeFileSync(file, content);
  const env = { ...process.env, FEC_FILE: file, PERL5LIB: import.meta.dirname, PERL5OPT: '-MUnattended' };
  spawnSync('xvfb-run', ['-a', 'perl', 'init.pl', 'CTL'], { cwd: testeur, env, timeout: 600_000 });
  const log = new DatabaseSync(join(testeur, 'log/altoweb2.db'), { readOnly: true });
  const told = (types: string): string[] =>
    log
      .prepare(
        `SELECT DISTINCT replace(replace(t.fixe_log, '#1', coalesce(l.val1, '')), '#2', coalesce(l.val2, '')) AS text
         FROM log_alim l JOIN log_type t ON t.id_type = l.texte_log WHERE l.type_log IN (${types})`,
      )
      .all()
      .map((row) => String(row.text).trim());
  const found = { anomalies: told(`'E', 'O', 'V'`), read: told(`'I'`) };
  log.close();
  return found;
}

try {
  const path = join(folder, NAME);
  await writeFec({ dataDir: join(folder, 'data'), lines: Number(values.lines), path });
  const good = readFileSync(path, 'utf8');
  const verdict = judge(good);
  if (!verdict.read.some((text) => text.includes('Fin de Contr')))
    throw new Error('the checker did not come to its end');
  console.log(verdict.read.filter((text) => /Cumul|Nb lignes/.test(text)).join('\n'));
  console.log(
    verdict.anomalies.length === 0 ? 'CONFORME: no anomaly' : `NON CONFORME:\n${verdict.anomalies.join('\n')}`,
  );
  const faults: [string, string][] = [
    ['a date that is none', good.replace(/\t20250101\t/, '\t20251399\t')],
    ['a column less', good.replaceAll(/^([^\t]*\t[^\t]*)\t[^\t]*/gm, '$1')],
    ['an amount in letters', good.replace(/\t0,00\t/, '\tzéro\t')],
  ];
  for (const [fault, content] of faults) {
    const { anomalies } = judge(content);
    console.log(`with ${fault}: ${anomalies[0] ?? 'NOT SEEN'}`);
    if (anomalies.length === 0) process.exitCode = 1;
  }
  if (verdict.anomalies.length > 0) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
