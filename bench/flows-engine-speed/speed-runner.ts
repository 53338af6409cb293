import { serveTasks } from '@griot/flows';
import { silentLogger } from '@griot/kernel';
import { openStore } from '@griot/store';
import { speedFlows } from './speed-flows.ts';

const { BENCH_DATABASE = '', BENCH_SECRET = '' } = process.env;
const store = await openStore({ databaseUrl: BENCH_DATABASE, secret: BENCH_SECRET, log: silentLogger, poolSize: 2 });
serveTasks({ store, flows: speedFlows });
