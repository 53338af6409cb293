import { createReadStream } from 'node:fs';
import process from 'node:process';
import { createInterface } from 'node:readline';
import type { NewEvent, StoredEvent } from '@griot/events';
import type { Composition } from '@griot/server';
import type { Command } from 'commander';
import { print } from '../output.ts';
import { tenantBySlug, withPlatform } from '../with-platform.ts';

const BATCH = 1000;

/** `griot events …`: what the page of events does, for scripts and for the night. */
export function addEventCommands(program: Command): void {
  const events = program.command('events').description('log of events, groups, dead letters');
  events
    .command('send')
    .argument('<file>', 'JSON lines, `-` for standard input')
    .requiredOption('--tenant <slug>')
    .description('append events; sending a file again counts nothing twice')
    .action((file: string, options: { tenant: string }, command: Command) =>
      withTenant(options.tenant, async ({ services }, tenantId) => {
        const counts = { accepted: 0, duplicate: 0, rejected: 0 };
        for await (const batch of batchesOf(file)) {
          const results = await services.events.append(tenantId, batch, { invalid: 'dead_letter' });
          for (const { status } of results) counts[status] += 1;
          process.stderr.write(`  ${counts.accepted + counts.duplicate + counts.rejected} lus\n`);
        }
        const text = `${counts.accepted} acceptés, ${counts.duplicate} déjà connus, ${counts.rejected} rejetés`;
        print(command, counts, text);
        if (counts.rejected > 0) process.exitCode = 1;
      }),
    );
  events
    .command('tail')
    .requiredOption('--tenant <slug>')
    .option('--type <type>', 'exact, or a beginning that ends with a dot')
    .option('--key <key>')
    .option('--last <n>', 'how many to begin with', Number, 20)
    .option('--follow', 'go on as they come')
    .description('the newest events')
    .action((options: TailOptions, command: Command) =>
      withTenant(options.tenant, (composition, tenantId) => tail(composition, tenantId, options, command)),
    );
  events
    .command('groups')
    .requiredOption('--tenant <slug>')
    .description('how far each group is')
    .action((options: { tenant: string }, command: Command) =>
      withTenant(options.tenant, async ({ services }, tenantId) => {
        for (const group of await services.events.groups(tenantId)) {
          const rest = `${group.lag} en attente, ${group.handled} traités, ${group.deadLetters} rejetés`;
          print(command, group, `${group.group}\t${group.paused ? 'en pause, ' : ''}${rest}`);
        }
      }),
    );
  events
    .command('replay')
    .argument('<group>')
    .requiredOption('--tenant <slug>')
    .requiredOption('--from <where>', '`start`, `end`, or an instant: 2026-11-26T00:00:00Z')
    .description('set where a group goes on')
    .action((group: string, options: { tenant: string; from: string }, command: Command) =>
      withTenant(options.tenant, async ({ services }, tenantId) => {
        const { from } = options;
        const where = from === 'start' || from === 'end' ? from : { recordedAt: new Date(from).toISOString() };
        await services.store.withTenant(tenantId, async (tx) => {
          await services.events.resetGroup(tenantId, group, where, { tx });
          const [action, subject] = ['core.event_group.reset', { type: 'event_group', id: group }];
          await services.identity.audit.record(tx, { actor: cli(tenantId), action, subject, after: { from: where } });
        });
        print(command, { group, from: where }, `${group} reprend depuis ${from}`);
      }),
    );
  addDeadLetterCommands(events);
}

function addDeadLetterCommands(events: Command): void {
  events
    .command('rejected')
    .requiredOption('--tenant <slug>')
    .option('--state <state>', 'open, queued, resent or discarded', 'open')
    .description('events that could not be taken in or handled')
    .action((options: { tenant: string; state: 'open' | 'queued' | 'resent' | 'discarded' }, command: Command) =>
      withTenant(options.tenant, async ({ services }, tenantId) => {
        const page = await services.events.deadLetters(tenantId, { state: options.state }, { limit: 200 });
        for (const letter of page.items) {
          print(command, letter, `${letter.id}\t${letter.group ?? 'entrée'}\t${letter.type}\t${letter.reason}`);
        }
      }),
    );
  events
    .command('resend')
    .argument('<id>')
    .requiredOption('--tenant <slug>')
    .option('--payload <json>', 'the mended payload')
    .description('send a rejected event again')
    .action((id: string, options: { tenant: string; payload?: string }, command: Command) =>
      resolve(options.tenant, id, 'resent', command, ({ services }, tenantId, tx) => {
        const payload = options.payload === undefined ? undefined : JSON.parse(options.payload);
        return services.events.resend(tenantId, id, { by: 'griot events', mending: { payload }, tx });
      }),
    );
  events
    .command('discard')
    .argument('<id>')
    .requiredOption('--tenant <slug>')
    .option('--note <text>')
    .description('never send a rejected event again')
    .action((id: string, options: { tenant: string; note?: string }, command: Command) =>
      resolve(options.tenant, id, 'discarded', command, ({ services }, tenantId, tx) =>
        services.events.discard(tenantId, id, { by: 'griot events', note: options.note, tx }),
      ),
    );
}

type Transaction = Parameters<Parameters<Composition['services']['store']['withTenant']>[1]>[0];
type Letter = Awaited<ReturnType<Composition['services']['events']['deadLetter']>>;

const cli = (tenantId: string) => ({ tenantId, system: 'griot events' });

function resolve(
  slug: string,
  id: string,
  outcome: 'resent' | 'discarded',
  command: Command,
  work: (composition: Composition, tenantId: string, tx: Transaction) => Promise<Letter>,
): Promise<void> {
  return withTenant(slug, async (composition, tenantId) => {
    const { store, identity } = composition.services;
    const letter = await store.withTenant(tenantId, async (tx) => {
      const done = await work(composition, tenantId, tx);
      const subject = { type: 'event_dead_letter', id };
      const action = `core.event_dead_letter.${outcome}`;
      await identity.audit.record(tx, { actor: cli(tenantId), action, subject, after: { event: done.event } });
      return done;
    });
    print(command, letter, `${letter.eventId} : ${letter.state}`);
  });
}

function withTenant(slug: string, work: (composition: Composition, tenantId: string) => Promise<void>): Promise<void> {
  return withPlatform(async ({ composition }) => {
    const tenant = await tenantBySlug(composition, slug);
    await work(composition, tenant.id);
  });
}

interface TailOptions {
  tenant: string;
  type?: string;
  key?: string;
  last: number;
  follow?: true;
}

async function tail({ services }: Composition, tenantId: string, o: TailOptions, command: Command): Promise<void> {
  const { events } = services;
  const filters = { ...(o.type ? { type: o.type } : {}), ...(o.key ? { key: o.key } : {}) };
  const show = (event: StoredEvent) =>
    print(command, event, `${event.recordedAt}  ${event.type}  ${event.key}  ${JSON.stringify(event.payload)}`);
  let told: () => void = () => {};
  const unlisten = o.follow ? await events.onAppend((id) => id === tenantId && told()) : undefined;
  const first = await events.search(tenantId, filters, { limit: o.last });
  first.items.reverse().forEach(show);
  let since = first.items.at(-1)?.recordedAt ?? services.clock.now().toISOString();
  const seen = new Set(first.items.map(({ id }) => id));
  process.once('SIGINT', () => void unlisten?.().then(() => process.exit(0)));
  while (o.follow) {
    await new Promise<void>((resolve) => {
      told = resolve;
    });
    let cursor: string | undefined;
    const fresh: StoredEvent[] = [];
    do {
      const page = await events.search(
        tenantId,
        { ...filters, from: since },
        { limit: 200, ...(cursor ? { cursor } : {}) },
      );
      fresh.push(...page.items.filter(({ id }) => !seen.has(id)));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    fresh.reverse().forEach(show);
    const last = fresh.at(-1)?.recordedAt;
    if (last === undefined) continue;
    since = last;
    seen.clear();
    for (const event of fresh) if (event.recordedAt === last) seen.add(event.id);
  }
}

async function* batchesOf(file: string): AsyncGenerator<NewEvent[]> {
  const input = file === '-' ? process.stdin : createReadStream(file);
  let batch: NewEvent[] = [];
  let line = 0;
  for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    line += 1;
    if (text.trim() === '') continue;
    try {
      batch.push(JSON.parse(text) as NewEvent);
    } catch {
      throw new Error(`${file}, line ${line}: not JSON`);
    }
    if (batch.length === BATCH) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}
