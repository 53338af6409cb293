/** What the processes that a test kills read from their environment, and the platform that they compose from it. */

import { testIdentity } from '@griot/identity/testing';
import { silentLogger, systemClock } from '@griot/kernel';
import { openShop } from '@griot/metrics/testing';
import { openStore } from '@griot/store';
import { reports } from '../index.ts';
import { type ReportPlatform, reportPlatform, shopsApplication } from './report-platform.ts';

export interface KilledSettings {
  databaseUrl: string;
  secret: string;
  folder: string;
  smtpUrl: string;
}

export const SETTINGS = 'TEST_REPORTS';

export async function platformOfTest(): Promise<ReportPlatform> {
  const { databaseUrl, secret, folder, smtpUrl } = JSON.parse(process.env[SETTINGS] ?? '{}') as KilledSettings;
  const store = await openStore({ databaseUrl, secret, log: silentLogger, poolSize: 3 });
  const application = await shopsApplication(folder);
  const identity = testIdentity(store, { clock: systemClock, applications: [application, reports] });
  return reportPlatform({
    shop: await openShop(),
    store,
    identity,
    application,
    folder,
    clock: systemClock,
    smtpUrl,
    mailLeaseMs: 1500,
  });
}
