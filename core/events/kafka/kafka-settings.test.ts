import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readKafkaUrl } from './kafka-settings.ts';

test('an address gives brokers, topics and sign-in, with the usual names as defaults', () => {
  assert.deepEqual(readKafkaUrl('kafka://one'), {
    brokers: ['one:9092'],
    inbound: 'griot.events.in',
    outbound: 'griot.events',
    tls: false,
    sasl: undefined,
  });
  assert.deepEqual(readKafkaUrl('kafka://awa:s%40cret@one:9093/?brokers=two:1,three:2&in=a&out=b&tls=1'), {
    brokers: ['one:9093', 'two:1', 'three:2'],
    inbound: 'a',
    outbound: 'b',
    tls: true,
    sasl: { username: 'awa', password: 's@cret' },
  });
});

test('a wrong address is refused without showing its password', () => {
  for (const text of ['kafka://', 'http://one', 'kafka://a:secret@one/?in=x&out=x', 'kafka://one/?brokers=nonsense']) {
    assert.throws(
      () => readKafkaUrl(text),
      (error: Error & { code: string }) =>
        error.code === 'events.kafka_url_invalid' && !error.message.includes('secret'),
      text,
    );
  }
});
