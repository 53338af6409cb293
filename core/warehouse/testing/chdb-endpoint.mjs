/**
 * ClickHouse in process (npm `chdb`) behind the part of its HTTP protocol that `@clickhouse/client` uses, for tests: one
 * statement at a time, so that settings and the default database of one request never meet another's.
 * Arguments: the folder of `chdb`, the folder of the database, and, to try access management, a file: this engine keeps no users
 * that statements make, so statements about users and grants are written there, one a line, and answered as done.
 * Writes its port as the first line.
 */
import { appendFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';

const [, , packageFolder, dataFolder, accessFile] = process.argv;
const { Session } = createRequire(`${packageFolder}/`)('chdb');
const session = new Session(dataFolder);

/** Settings that a request brings and this endpoint does not pass on: they are the transport's. */
const OWN = new Set(['query', 'query_id', 'database', 'session_id', 'default_format', 'wait_end_of_query', 'readonly']);
const ABOUT_ACCESS = /^\s*((CREATE|ALTER|DROP)\s+(USER|ROLE)|GRANT|REVOKE)\b/i;
const text = (value) => `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

function answer(url, body) {
  const asked = url.searchParams;
  const inUrl = asked.get('query');
  let sql = inUrl === null ? body : `${inUrl}\n${body}`;
  if (accessFile !== undefined && ABOUT_ACCESS.test(sql)) {
    appendFileSync(accessFile, `${sql.replaceAll(/\s+/g, ' ').trim()}\n`);
    return '';
  }
  const settings = [...asked].filter(([name]) => !OWN.has(name) && !name.startsWith('param_'));
  session.query(`USE "${asked.get('database') ?? 'default'}"`);
  if (settings.length > 0)
    session.query(`SET ${settings.map(([name, value]) => `${name} = ${text(value)}`).join(', ')}`);
  const params = [...asked].filter(([name]) => name.startsWith('param_'));
  for (const [name, value] of params) session.query(`SET ${name} = ${text(value)}`);
  const format = /\bFORMAT\s+(\w+)\s*$/i.exec(sql)?.[1];
  if (asked.get('readonly') === '1' && format !== undefined) {
    sql = sql.replace(/\bFORMAT\s+\w+\s*$/i, '\nSETTINGS readonly = 1');
  } else if (format !== undefined && inUrl === null) sql = sql.replace(/\bFORMAT\s+\w+\s*$/i, '');
  return session.query(sql, format ?? 'TabSeparated') ?? '';
}

const server = createServer((request, response) => {
  const parts = [];
  request.on('data', (part) => parts.push(part));
  request.on('end', () => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (url.pathname === '/ping') return response.end('Ok.\n');
    try {
      const result = answer(url, Buffer.concat(parts).toString('utf8'));
      response.setHeader('content-type', 'application/json');
      response.end(result);
    } catch (error) {
      const message = String(error.message).replace(/^Query failed: /, '');
      const code = /Code: (\d+)/.exec(message)?.[1] ?? '1000';
      response.statusCode = code === '497' ? 403 : 400;
      response.setHeader('x-clickhouse-exception-code', code);
      response.end(message);
    }
  });
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`${server.address().port}\n`));
process.stdin.on('end', () => process.exit(0)).resume();
