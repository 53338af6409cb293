/** The platform alone in its process, as it is run: the API with the demonstration. Prints address and password. */
import process from 'node:process';
import { readConfig } from '@griot/kernel';
import { startServer } from '@griot/server';

const [dataDir = '', scale = '1'] = process.argv.slice(2);
const config = readConfig({ GRIOT_DATA: dataDir, GRIOT_PORT: '0', GRIOT_LOG_LEVEL: 'warn' });
const server = await startServer({
  config,
  apiOnly: true,
  demoScale: Number(scale),
  rateLimits: false,
  say: console.error,
});
const demonstration = server.demonstrations.find(({ tenant }) => tenant === 'demo-zones');
const { pids } = server.runtime;
console.log(
  JSON.stringify({ address: server.address, pids, password: demonstration?.password, logins: demonstration?.logins }),
);
const stop = async () => {
  await server.stop();
  process.exit();
};
process.on('message', stop);
process.on('disconnect', stop);
