import { createHash, createHmac } from 'node:crypto';
import { DomainError } from '@griot/kernel';
import pg from 'pg';
import { databaseFault } from './errors.ts';
import { scramVerifier } from './scram-verifier.ts';

/**
 * Two group roles carry every grant and policy and cannot log in: `griot_app` (one tenant at a time) and
 * `griot_system` (across tenants). Each database has its own login member of each, for roles belong to the whole
 * cluster: another installation there has other passwords and may not connect here.
 */
export interface Login {
  group: 'griot_app' | 'griot_system';
  name: string;
  password: string;
}

export interface Logins {
  app: Login;
  system: Login;
}

export function loginsFor(database: string, secret: string): Logins {
  const suffix = /^[a-z][a-z0-9_]{0,39}$/.test(database)
    ? database
    : createHash('sha256').update(database).digest('hex').slice(0, 16);
  const login = (group: Login['group']): Login => {
    const name = `${group}_${suffix}`;
    return { group, name, password: createHmac('sha256', secret).update(`login ${name}`).digest('base64url') };
  };
  return { app: login('griot_app'), system: login('griot_system') };
}

/** Arbitrary; serialises role changes and migrations of all processes on this database. */
export const SCHEMA_LOCK = 7_470_511_001;
/** Roles belong to the cluster, advisory locks to a database: catalogue collisions between databases are retried. */
const ATTEMPTS = 5;

/** Creates or refreshes the roles; one query when they are as they should be. */
export async function ensureRoles(owner: pg.Pool, logins: Logins): Promise<void> {
  if (await asTheyShouldBe(owner, logins)) return;
  const client = await owner.connect();
  try {
    for (let attempt = 1; ; attempt++) {
      try {
        await client.query('BEGIN');
        await client.query('SELECT pg_advisory_xact_lock($1)', [SCHEMA_LOCK]);
        for (const statement of await missing(client, logins)) await client.query(statement);
        await client.query('COMMIT');
        return;
      } catch (error) {
        await client.query('ROLLBACK');
        const fault = databaseFault(error);
        if (fault?.code === '42501') throw await mayNot(client, logins, error);
        const raced = fault?.code === 'XX000' || fault?.code === '23505' || fault?.code === '42710';
        if (!raced || attempt === ATTEMPTS) throw error;
      }
    }
  } finally {
    client.release();
  }
}

/** The comment on a login holds a digest of its password: 256 random bits, so the digest tells nothing. */
function mark(login: Login): string {
  return `griot login ${createHash('sha256').update(login.password).digest('hex').slice(0, 32)}`;
}

interface Found {
  name: string;
  comment: string | null;
  member: boolean | null;
  connects: boolean;
}

const FIND = `
  SELECT r.rolname AS name, shobj_description(r.oid, 'pg_authid') AS comment,
         has_database_privilege(r.oid, current_database(), 'CONNECT') AS connects,
         (SELECT true FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid
           WHERE m.member = r.oid AND g.rolname IN ('griot_app', 'griot_system') LIMIT 1) AS member
    FROM pg_roles r WHERE r.rolname = ANY($1)`;

async function find(client: pg.Pool | pg.PoolClient, logins: Logins): Promise<Map<string, Found>> {
  const names = ['griot_app', 'griot_system', logins.app.name, logins.system.name];
  const result = await client.query<Found>(FIND, [names]);
  return new Map(result.rows.map((row) => [row.name, row]));
}

async function asTheyShouldBe(owner: pg.Pool, logins: Logins): Promise<boolean> {
  const found = await find(owner, logins);
  return [logins.app, logins.system].every((login) => {
    const role = found.get(login.name);
    return role?.comment === mark(login) && role.member === true && role.connects && found.has(login.group);
  });
}

async function missing(client: pg.PoolClient, logins: Logins): Promise<string[]> {
  const found = await find(client, logins);
  const database = pg.escapeIdentifier((await client.query('SELECT current_database() AS name')).rows[0].name);
  const statements: string[] = [];
  for (const login of [logins.app, logins.system]) {
    const name = pg.escapeIdentifier(login.name);
    const role = found.get(login.name);
    if (!found.has(login.group)) statements.push(`CREATE ROLE ${login.group} NOLOGIN`);
    if (role === undefined) statements.push(`CREATE ROLE ${name} LOGIN`);
    if (role?.comment !== mark(login)) {
      statements.push(`ALTER ROLE ${name} PASSWORD ${pg.escapeLiteral(scramVerifier(login.password))}`);
      statements.push(`ALTER ROLE ${name} SET timezone = 'UTC'`);
      statements.push(`COMMENT ON ROLE ${name} IS ${pg.escapeLiteral(mark(login))}`);
    }
    if (role?.member !== true) statements.push(`GRANT ${login.group} TO ${name}`);
    statements.push(`GRANT CONNECT ON DATABASE ${database} TO ${name}`);
  }
  statements.push(`REVOKE CONNECT ON DATABASE ${database} FROM PUBLIC`);
  return statements;
}

async function mayNot(client: pg.PoolClient, logins: Logins, cause: unknown): Promise<DomainError> {
  const sql = `${(await missing(client, logins)).join(';\n')};`;
  return new DomainError({
    code: 'store.roles_refused',
    kind: 'unavailable',
    details: { sql },
    message: `The user of DATABASE_URL may not create roles. Give it CREATEROLE, or let an administrator run once:\n${sql}`,
    cause,
  });
}
