import type { Connections } from './runtime.ts';

const NAME = 'GRIOT_CONNECTIONS';

/** How a worker tells its slots where everything is. The environment of a process is readable by its owner only. */
export function slotEnvironment(connections: Connections): Record<string, string> {
  const { databaseUrl, warehouseSocket, secret, dataDir, appsDir } = connections;
  return { [NAME]: JSON.stringify({ databaseUrl, warehouseSocket, secret, dataDir, appsDir }) };
}

export function connectionsFromEnvironment(env: Record<string, string | undefined>): Connections {
  const text = env[NAME];
  if (text === undefined) throw new Error(`${NAME} is missing: a task slot is started by a worker, not by hand`);
  return JSON.parse(text) as Connections;
}
