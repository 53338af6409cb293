/** Rolls back and dies when the warehouse has moved and the audit has not yet committed. One JSON argument. */
import type { Services } from '@griot/application';
import { createIdentity } from '@griot/identity';
import { silentLogger as log, systemClock } from '@griot/kernel';
import { openStore } from '@griot/store';
import { connectWarehouse } from '@griot/warehouse';
import { rollBack } from './roll-back.ts';

const { databaseUrl, secret, socketPath, actor, generation } = JSON.parse(process.argv[2] ?? '{}');
const store = await openStore({ databaseUrl, secret, log });
const real = connectWarehouse({ socketPath, log });
const warehouse = {
  ...real,
  tenant: (id: string) => ({
    ...real.tenant(id),
    rollback: async (to: number) => {
      await real.tenant(id).rollback(to);
      process.kill(process.pid, 'SIGKILL');
      return new Promise<never>(() => {});
    },
  }),
};
const services = {
  ...{ store, warehouse, metrics: { published() {} }, live: { publishIn: async () => {} } },
  identity: createIdentity({ store, secret, clock: systemClock, log, applications: [] }),
} as unknown as Services;
await rollBack(services, { ...actor, permissions: new Set(actor.permissions) }, '127.0.0.1', generation);
