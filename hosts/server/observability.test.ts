import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { readConfig } from '@griot/kernel';
import { otlpReceiver, type ReceivedSpan } from './otlp-receiver.fixture.ts';
import { startServer } from './start-server.ts';

const PASSWORD = 'quatre mots pour regarder';
const TOKEN = 'a-token-for-prometheus-alone';
const PARENT = { traceId: '4bf92f3577b34da6a3ce929d0e0e4736', spanId: '00f067aa0ba902b7' };

async function until<T>(read: () => T | undefined, what: string): Promise<T> {
  for (const end = Date.now() + 60_000; Date.now() < end; await wait(50)) {
    const found = read();
    if (found !== undefined) return found;
  }
  throw new Error(`never came: ${what}`);
}

test('one request and one run, followed from the door to the warehouse: spans, log lines and figures agree', async (t) => {
  const { url, spans } = await otlpReceiver(t);
  const dataDir = mkdtempSync(join(tmpdir(), 'griot-observed-'));
  t.after(() => rmSync(dataDir, { recursive: true, force: true }));
  // The exporter and the task slots read the environment itself.
  Object.assign(process.env, {
    OTEL_EXPORTER_OTLP_ENDPOINT: url,
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
    OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=test',
  });
  const settings = { GRIOT_PORT: '0', GRIOT_DEMO_PASSWORD: PASSWORD, GRIOT_METRICS_TOKEN: TOKEN };
  const config = readConfig({ ...process.env, ...settings, GRIOT_DATA: dataDir });
  // One application is enough to be looked at.
  const appsDir = join(dataDir, 'apps');
  mkdirSync(appsDir);
  symlinkSync(resolve(import.meta.dirname, '../../apps/zones'), join(appsDir, 'zones'));
  const server = await startServer({ config, apiOnly: true, demoScale: 0.05, slots: 1, appsDir });
  t.after(() => server.stop());
  const ask = async (path: string, headers: Record<string, string>, body?: unknown) => {
    const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const type = { 'content-type': 'application/json' };
    const answer = await fetch(server.address + path, { ...init, headers: { ...type, ...headers } });
    return { status: answer.status, text: await answer.text() };
  };
  const signedIn = await ask('/api/auth/login', {}, { login: 'admin@zones.demo', password: PASSWORD });
  const bearer = { authorization: `Bearer ${JSON.parse(signedIn.text).data.accessToken}` };

  await t.test('a request of somebody else’s trace', async () => {
    const path = '/api/financier/summary';
    const asked = {
      ...{ ...bearer, 'x-request-id': 'request-of-the-test' },
      traceparent: `00-${PARENT.traceId}-${PARENT.spanId}-01`,
    };
    const answer = await ask(path, asked);
    assert.equal(answer.status, 200, answer.text);
    const ours = (one: ReceivedSpan) => one.attributes['griot.request_id'] === 'request-of-the-test';
    const request = await until(() => spans.find(ours), 'the span of the request');
    assert.deepEqual([request.traceId, request.parentSpanId], [PARENT.traceId, PARENT.spanId]);
    assert.deepEqual([request.name, request.process], [`GET ${path}`, 'server']);
    assert.equal(Number(request.attributes['http.response.status_code']), 200);
    const within = spans.filter((span) => span.traceId === PARENT.traceId);
    const query = within.find((span) => span.name === 'metrics query' && span.parentSpanId === request.spanId);
    assert.ok(query, 'the question to the metrics is a step of it');
    assert.ok(within.some((span) => span.name === 'warehouse query' && span.parentSpanId === query.spanId));
    const line = readFileSync(join(dataDir, 'logs/server.log'), 'utf8')
      .split('\n')
      .find((text) => text.includes('request-of-the-test') && text.includes('"msg":"request"'));
    const logged = JSON.parse(line ?? '{}');
    assert.deepEqual([logged.requestId, logged.traceId], ['request-of-the-test', PARENT.traceId]);
  });

  await t.test('a run of a flow: one trace whose id is the run’s, over both processes', async () => {
    const started = await ask('/api/flows/zones.pipeline/trigger', bearer, { parameters: {} });
    const { runId } = JSON.parse(started.text).data as { runId: string };
    const traceId = runId.replaceAll('-', '');
    const last = (one: ReceivedSpan) => one.traceId === traceId && one.name.startsWith('zones.pipeline controles');
    await until(
      () => spans.find((span) => last(span) && span.attributes['griot.end'] === 'succeeded'),
      'its last task',
    );
    const within = spans.filter((span) => span.traceId === traceId);
    const attempts = within.filter((span) => span.attributes['griot.run_id'] === runId);
    assert.ok(attempts.length > 1 && attempts.every((span) => span.process === 'server'));
    const inSlots = within.filter((span) => span.process === 'task-slot');
    assert.ok(inSlots.some((span) => attempts.some((attempt) => attempt.spanId === span.parentSpanId)));
  });

  await t.test('the state of the installation, to who may see it', async () => {
    const { status, text } = await ask('/api/administration', bearer);
    assert.equal(status, 200, text);
    const { data } = JSON.parse(text) as {
      data: {
        processes: { kind: string; pid: number; memoryBytes: number }[];
        workers: { pid: number; state: string; slots: number }[];
        sizes: { store: { bytes: number }; warehouse: { generation: number; bytes: number } };
      };
    };
    const { postgres, warehouse } = server.runtime.pids;
    const pids = new Map(data.processes.map((one) => [one.kind, one.pid]));
    assert.deepEqual(
      [pids.get('server'), pids.get('postgres'), pids.get('warehouse')],
      [process.pid, postgres, warehouse],
    );
    assert.ok(pids.has('slot') && data.processes.every(({ memoryBytes }) => memoryBytes > 100_000));
    assert.deepEqual(
      data.workers.map(({ pid, state, slots }) => [pid, state, slots]),
      [[process.pid, 'living', 1]],
    );
    assert.ok(data.sizes.warehouse.generation >= 1 && data.sizes.warehouse.bytes > 0 && data.sizes.store.bytes > 0);
    assert.ok(!text.includes(PASSWORD) && !text.includes(TOKEN));
    assert.equal((await ask('/api/administration/errors', bearer)).status, 200);
    const other = await ask('/api/auth/login', {}, { login: 'lecteur@zones.demo', password: PASSWORD });
    const reader = { authorization: `Bearer ${JSON.parse(other.text).data.accessToken}` };
    for (const path of ['/api/administration', '/api/administration/errors']) {
      assert.equal((await ask(path, reader)).status, 403);
      assert.equal((await ask(path, {})).status, 401);
    }
  });

  await t.test(
    'figures: to whom the token is given, by Prometheus’ rules, and all that the dashboard shows',
    async () => {
      assert.equal((await ask('/metrics', {})).status, 401);
      const { text } = await ask('/metrics', { authorization: `Bearer ${TOKEN}` });
      const types = new Map(
        [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name = '', type = '']) => [name, type]),
      );
      for (const [name, type] of types) {
        if (!name.startsWith('griot_')) continue;
        assert.equal(type === 'counter', name.endsWith('_total'), name);
        assert.match(name, /^[a-z_]+$/);
        if (type === 'histogram') assert.match(name, /_seconds$/);
      }
      assert.doesNotMatch(text, /^griot_figures_failed\{source="[^"]*"\} 1$/m);
      for (const sample of [
        /^griot_metric_queries_total\{application="zones",kind="query",outcome="(computed|kept)"\} [1-9]/m,
        /^griot_flow_runs_ended_total\{flow="zones.pipeline",state="succeeded"\} [1-9]/m,
        /^griot_flow_workers\{state="living"\} 1$/m,
        /^griot_events_appended_total [1-9]/m,
        /^griot_warehouse_generation_age_seconds\{tenant="demo-zones"\} \d/m,
        /^griot_warehouse_build_seconds\{tenant="demo-zones"\} \d/m,
        /^griot_warehouse_size_bytes\{tenant="demo-zones"\} [1-9]/m,
        /^griot_store_size_bytes [1-9]/m,
        /^griot_store_pool_connections\{pool="app",state="waiting"\} \d/m,
        /^griot_alerts_open\{severity="critical",status="active"\} \d/m,
      ]) {
        assert.match(text, sample);
      }
      const file = resolve(import.meta.dirname, '../../deploy/grafana/griot.json');
      const { panels } = JSON.parse(readFileSync(file, 'utf8')) as { panels: { targets?: { expr: string }[] }[] };
      const expressions = panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));
      assert.ok(expressions.length > 30);
      for (const expression of expressions) {
        const bare = expression.replace(/"[^"]*"/g, '""');
        for (const [name] of bare.matchAll(/\b(griot|process|nodejs)_[a-z0-9_]+/g)) {
          const family = types.has(name) ? name : name.replace(/_(bucket|sum|count)$/, '');
          assert.ok(types.has(family), `${name} in ${expression}`);
          for (const [, label = ''] of bare.matchAll(/[{,] ?([a-z]+)!?=/g)) {
            // A family without a sample yet (no group reads events here) has no labels to look at.
            if (new RegExp(`^${name}[{ ]`, 'm').test(text))
              assert.match(text, new RegExp(`^${name}\\{[^}]*\\b${label}=`, 'm'), `${label} of ${name}`);
          }
        }
      }
    },
  );
});

test('with tracing off nothing is loaded and nothing is sent', async () => {
  const { inRootSpan, carriedTrace, startTracing } = await import('@griot/telemetry');
  const { silentLogger } = await import('@griot/kernel');
  const tracing = await startTracing(readConfig({}).tracing, 'server', silentLogger);
  assert.equal(
    await inRootSpan({ name: 'x' }, async (span) => span === undefined && carriedTrace() === undefined),
    true,
  );
  await tracing.stop();
});
