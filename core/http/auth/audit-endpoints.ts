import type { AuditEntry, Identity } from '@griot/identity';
import { z } from 'zod';
import { defineDownload } from '../endpoint/define-download.ts';
import { defineEndpoint } from '../endpoint/define-endpoint.ts';
import type { Endpoint } from '../endpoint/endpoint.ts';
import { csvRows } from '../exports/csv.ts';
import { defineCursor, toPage } from '../paging/cursor.ts';
import { wholeTenant } from './whole-tenant.ts';

const tags = ['audit'];
const permission = 'core.audit.read';

const filters = z.object({
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional().describe('Excluded'),
  actorId: z.uuid().optional(),
  action: z.string().max(200).optional().describe('Exact, or a beginning that ends with a dot'),
  subjectType: z.string().max(200).optional(),
  subjectId: z.string().max(200).optional(),
  text: z.string().max(200).optional(),
});

const entry = z.object({
  seq: z.int(),
  at: z.iso.datetime(),
  actor: z.object({ id: z.uuid().nullable(), name: z.string() }),
  action: z.string(),
  subject: z.object({ type: z.string(), id: z.string() }),
  before: z.unknown(),
  after: z.unknown(),
  origin: z.record(z.string(), z.string()),
  hash: z.string(),
});

const place = defineCursor('core.audit:-seq', z.int().positive());

const toFilters = ({ from, to, ...rest }: z.output<typeof filters>) => ({
  ...rest,
  ...(from === undefined ? {} : { from: new Date(from) }),
  ...(to === undefined ? {} : { to: new Date(to) }),
});

/** Who did what. The chain itself can be verified here and from the command line. */
export function auditEndpoints(identity: Identity): Endpoint[] {
  return [
    defineEndpoint({
      method: 'GET',
      path: '/api/audit',
      summary: 'Journal d’audit, le plus récent d’abord',
      tags,
      permission,
      query: filters.extend({
        cursor: z.string().max(256).optional(),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
      data: z.object({ items: z.array(entry), nextCursor: z.string().nullable() }),
      async handler({ actor, query: { cursor, limit, ...rest } }) {
        wholeTenant(actor);
        const beforeSeq = place.decode(cursor) ?? undefined;
        const page = { beforeSeq, limit: limit + 1 };
        const found = await identity.audit.search(actor.tenantId, toFilters(rest), page);
        return toPage(found, limit, place, ({ seq }) => seq);
      },
    }),
    defineEndpoint({
      method: 'GET',
      path: '/api/audit/verify',
      summary: 'Vérifier la chaîne d’audit',
      tags,
      permission,
      rateLimit: { max: 10, windowMs: 60_000 },
      data: z.object({
        ok: z.boolean(),
        entries: z.int(),
        firstBroken: z.object({ seq: z.int(), reason: z.enum(['changed', 'missing', 'cut', 'head']) }).optional(),
      }),
      handler: ({ actor }) => identity.audit.verify(actor.tenantId),
    }),
    defineDownload({
      method: 'GET',
      path: '/api/audit/export',
      summary: 'Exporter le journal d’audit en CSV',
      tags,
      permission,
      query: filters,
      produces: ['text/csv'],
      handler: ({ actor, query, language }) => {
        wholeTenant(actor);
        return {
          contentType: 'text/csv; charset=utf-8',
          filename: `audit-${actor.tenantSlug}.csv`,
          stream: csvRows(identity.audit.export(actor.tenantId, toFilters(query)), {
            columns: COLUMNS[language],
            locale: language,
          }),
        };
      },
    }),
  ];
}

const VALUES: ((entry: AuditEntry) => string | number | null)[] = [
  ({ seq }) => seq,
  ({ at }) => at,
  ({ actor }) => actor.name,
  ({ action }) => action,
  ({ subject }) => `${subject.type} ${subject.id}`,
  ({ before }) => (before === null ? null : JSON.stringify(before)),
  ({ after }) => (after === null ? null : JSON.stringify(after)),
  ({ origin }) => origin.ip ?? null,
  ({ hash }) => hash,
];
const columns = (...headers: string[]) => VALUES.map((value, i) => ({ header: headers[i] ?? '', value }));
const COLUMNS = {
  fr: columns('N°', 'Quand (UTC)', 'Qui', 'Action', 'Quoi', 'Avant', 'Après', 'Adresse', 'Empreinte'),
  en: columns('No.', 'When (UTC)', 'Who', 'Action', 'What', 'Before', 'After', 'Address', 'Hash'),
};
