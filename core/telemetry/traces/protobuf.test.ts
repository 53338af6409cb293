import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import process from 'node:process';
import { test } from 'node:test';
import { newId, readConfig, silentLogger } from '@griot/kernel';
import protobuf from 'protobufjs';
import { inChildSpan, inRootSpan } from './in-span.ts';
import { startTracing } from './start-tracing.ts';

/** What is read of OTLP's own `trace_service.proto`: fields by their numbers. */
const REQUEST = protobuf
  .parse(`syntax = "proto3";
    message AnyValue { oneof value { string string_value = 1; bool bool_value = 2; int64 int_value = 3; } }
    message KeyValue { string key = 1; AnyValue value = 2; }
    message Resource { repeated KeyValue attributes = 1; }
    message Span {
      bytes trace_id = 1; bytes span_id = 2; bytes parent_span_id = 4; string name = 5; repeated KeyValue attributes = 9;
    }
    message ScopeSpans { repeated Span spans = 2; }
    message ResourceSpans { Resource resource = 1; repeated ScopeSpans scope_spans = 2; }
    message Request { repeated ResourceSpans resource_spans = 1; }`)
  .root.lookupType('Request');

interface Pair {
  key: string;
  value: { stringValue?: string };
}
interface Received {
  resourceSpans: {
    resource: { attributes: Pair[] };
    scopeSpans: {
      spans: { name: string; traceId: Buffer; spanId: Buffer; parentSpanId?: Buffer; attributes?: Pair[] }[];
    }[];
  }[];
}

test('by default traces go out as protobuf, as a collector reads them', async (t) => {
  const bodies: { type: string | undefined; path: string | undefined; bytes: Buffer }[] = [];
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    bodies.push({ type: request.headers['content-type'], path: request.url, bytes: Buffer.concat(pieces) });
    response.writeHead(200, { 'content-type': 'application/x-protobuf' }).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  // The exporter reads the environment itself.
  process.env.OTEL_EXPORTER_OTLP_ENDPOINT = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { tracing: settings } = readConfig(process.env);
  assert.deepEqual([settings.on, settings.protocol], [true, 'http/protobuf']);
  const tracing = await startTracing(settings, 'server', silentLogger);
  const runId = newId();
  await inRootSpan({ name: 'zones.pipeline compile', traceId: runId, attributes: { 'griot.run_id': runId } }, () =>
    inChildSpan({ name: 'warehouse query' }, async () => {}),
  );
  await tracing.flush(5000);
  await tracing.stop();
  assert.deepEqual(
    bodies.map(({ type, path }) => [type, path]),
    bodies.map(() => ['application/x-protobuf', '/v1/traces']),
  );
  const found = bodies.flatMap(({ bytes }) => (REQUEST.toObject(REQUEST.decode(bytes)) as Received).resourceSpans);
  const told = new Map(found[0]?.resource.attributes.map(({ key, value }) => [key, value.stringValue]));
  assert.equal(told.get('griot.process'), 'server');
  const spans = found.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans));
  const root = spans.find(({ name }) => name === 'zones.pipeline compile');
  const child = spans.find(({ name }) => name === 'warehouse query');
  assert.equal(root && Buffer.from(root.traceId).toString('hex'), runId.replaceAll('-', ''), 'a run’s trace is its id');
  assert.deepEqual(child?.parentSpanId && Buffer.from(child.parentSpanId), root && Buffer.from(root.spanId));
  assert.equal(root?.attributes?.find(({ key }) => key === 'griot.run_id')?.value.stringValue, runId);
});
