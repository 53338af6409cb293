import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readConfig } from './config.ts';

test('an empty environment is a complete configuration', () => {
  const config = readConfig({});
  assert.equal(config.port, 8000);
  assert.equal(config.host, '127.0.0.1');
  assert.equal(config.dataDir, './data');
  assert.equal(config.demo, true);
  assert.equal(config.databaseUrl, undefined);
});

test('all faults come at once, in one line, without secrets', () => {
  const wrong = { GRIOT_PORT: '80a', GRIOT_DEMO: 'maybe', DATABASE_URL: 'mysql://x', GRIOT_SECRET: 'tooshort' };
  assert.throws(
    () => readConfig(wrong),
    (error: Error) => {
      for (const name of Object.keys(wrong)) assert.match(error.message, new RegExp(name));
      assert.doesNotMatch(error.message, /tooshort|\n/);
      return true;
    },
  );
});

test('traces are on with an endpoint alone, by the names of OpenTelemetry', () => {
  assert.equal(readConfig({}).tracing.on, false);
  const OTEL_EXPORTER_OTLP_ENDPOINT = 'http://127.0.0.1:4318';
  const { tracing } = readConfig({ OTEL_EXPORTER_OTLP_ENDPOINT });
  assert.deepEqual(tracing, {
    ...{ on: true, protocol: 'http/protobuf', sampler: 'parentbased_always_on', ratio: 1, serviceName: 'griot' },
  });
  for (const off of [{ OTEL_SDK_DISABLED: 'true' }, { OTEL_TRACES_EXPORTER: 'none' }]) {
    assert.equal(readConfig({ OTEL_EXPORTER_OTLP_ENDPOINT, ...off }).tracing.on, false);
  }
  const wrong = {
    OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318',
    OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
    OTEL_TRACES_SAMPLER: 'sometimes',
    OTEL_TRACES_SAMPLER_ARG: '2',
    GRIOT_METRICS_TOKEN: 'short',
  };
  assert.throws(
    () => readConfig(wrong),
    (error: Error) => Object.keys(wrong).every((name) => error.message.includes(name)),
  );
});
