import { DomainError } from '@griot/kernel';

export interface KafkaSettings {
  brokers: string[];
  /** Topic that is read into the log. */
  inbound: string;
  /** Topic that every accepted event goes out to. */
  outbound: string;
  tls: boolean;
  sasl: { username: string; password: string } | undefined;
}

const TOPIC = /^[A-Za-z0-9._-]{1,200}$/;

/**
 * `kafka://[user:password@]host:port/?brokers=host2:port,host3:port&in=topic&out=topic&tls=1`. Throws `events.kafka_url_invalid`;
 * the address itself, which may hold a password, is never part of an error.
 */
export function readKafkaUrl(text: string): KafkaSettings {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const query = url?.searchParams;
  const more = query?.get('brokers')?.split(',').filter(Boolean) ?? [];
  const brokers = url ? [`${url.hostname}:${url.port || '9092'}`, ...more] : [];
  const inbound = query?.get('in') ?? 'griot.events.in';
  const outbound = query?.get('out') ?? 'griot.events';
  const faults = [
    ...(url?.protocol === 'kafka:' && url.hostname !== '' ? [] : ['must begin with kafka://host:port']),
    ...(brokers.every((broker) => /^[^:\s]+:\d{1,5}$/.test(broker)) ? [] : ['brokers must be host:port,host:port']),
    ...(TOPIC.test(inbound) && TOPIC.test(outbound) ? [] : ['in and out must be names of topics']),
    ...(inbound === outbound ? ['in and out must differ, or each event would come back for ever'] : []),
  ];
  if (!url || faults.length > 0) {
    const message = `KAFKA_URL: ${faults.join('; ')}`;
    throw new DomainError({ code: 'events.kafka_url_invalid', kind: 'invalid', details: { faults }, message });
  }
  const username = decodeURIComponent(url.username);
  return {
    ...{ brokers, inbound, outbound },
    tls: query?.get('tls') === '1',
    sasl: username === '' ? undefined : { username, password: decodeURIComponent(url.password) },
  };
}
