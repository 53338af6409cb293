import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';

const DEPLOY = resolve(import.meta.dirname, '../deploy');
const read = (file: string) => readFileSync(join(DEPLOY, file), 'utf8');

interface Service {
  image?: string;
  build?: { context: string; dockerfile: string };
  volumes?: string[];
  ports?: string[];
  depends_on?: string[] | Record<string, { condition: string }>;
  healthcheck?: unknown;
}

test('the compose file names what is there: images with a version, volumes, dependencies with a health check, ports on loopback', () => {
  const compose = parse(read('compose/compose.yaml')) as {
    services: Record<string, Service>;
    volumes: Record<string, unknown>;
  };
  const names = Object.keys(compose.services);
  for (const wanted of ['griot', 'postgres', 'clickhouse', 'objects', 'kafka', 'prometheus', 'grafana']) {
    assert.ok(names.includes(wanted), wanted);
  }
  for (const [name, service] of Object.entries(compose.services)) {
    assert.match(service.image ?? '', /^[\w./-]+:[\w.-]+$/, `${name} has a version`);
    const context = service.build && join(DEPLOY, 'compose', service.build.context);
    if (context) assert.ok(existsSync(join(context, service.build?.dockerfile ?? '')), `${name}: its Dockerfile`);
    for (const port of service.ports ?? []) assert.match(port, /^127\.0\.0\.1:/, `${name}: ${port}`);
    for (const volume of service.volumes ?? []) {
      const [source = ''] = volume.split(':');
      const there = source.startsWith('.') ? existsSync(join(DEPLOY, 'compose', source)) : source in compose.volumes;
      assert.ok(there, `${name}: ${source}`);
    }
    const needs = service.depends_on ?? [];
    for (const needed of Array.isArray(needs) ? needs : Object.keys(needs)) assert.ok(names.includes(needed), needed);
    if (!Array.isArray(needs)) {
      for (const needed of Object.keys(needs))
        assert.ok(compose.services[needed]?.healthcheck, `${needed} can be waited for`);
    }
  }
});

test('the image runs as nobody in particular, and what it and the unit start is there', () => {
  const dockerfile = read('Dockerfile');
  assert.match(dockerfile.split(/^FROM /m).at(-1) ?? '', /^USER griot$/m);
  const root = dirname(DEPLOY);
  for (const text of [dockerfile, read('systemd/griot@.service')]) {
    assert.match(text, /hosts\/cli\/main\.ts/);
    assert.ok(existsSync(join(root, 'hosts/cli/main.ts')));
  }
  const settings = readFileSync(join(root, '.env.example'), 'utf8');
  for (const [name] of `${dockerfile}${read('compose/compose.yaml')}${read('systemd/griot@.service')}`.matchAll(
    /GRIOT_[A-Z_]+/g,
  )) {
    assert.ok(settings.includes(name), `${name} is a setting`);
  }
});
