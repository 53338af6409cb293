/** `npm run test:kafka`: what speaks to Kafka, against a real broker that this starts and ends. Without one it says so. */
import { resolve } from 'node:path';
import process from 'node:process';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { startKafkaBroker } from './kafka-broker.ts';

const broker = await startKafkaBroker();
if ('missing' in broker) {
  console.log(`Kafka: ${broker.missing}\n\n0 passed, 0 failed, 1 skipped`);
  process.exit(0);
}
process.env.GRIOT_TEST_KAFKA = broker.address;
const counts = { passed: 0, failed: 0 };
const stream = run({
  files: ['core/events', 'apps/payops'].map((folder) =>
    resolve(import.meta.dirname, '..', folder, 'testing/kafka.broker.ts'),
  ),
  concurrency: false,
  timeout: 60_000,
});
stream.on('test:pass', ({ name }) => {
  if (!name.endsWith('.broker.ts')) counts.passed += 1;
});
stream.on('test:fail', () => {
  counts.failed += 1;
});
const report = stream.compose(spec);
report.pipe(process.stdout);
await new Promise((done) => report.on('end', done));
await broker.stop();
console.log(`\n${counts.passed} passed, ${counts.failed} failed, 0 skipped`);
process.exit(counts.failed > 0 || counts.passed === 0 ? 1 : 0);
