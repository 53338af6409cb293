import { fileURLToPath } from 'node:url';
import type { MigrationSet } from '@griot/store';

export { identityEndpoints } from './auth/identity-endpoints.ts';
export type { MailPort } from './auth/mail-port.ts';
export { wholeTenant } from './auth/whole-tenant.ts';
export { type Download, type DownloadDefinition, defineDownload } from './endpoint/define-download.ts';
export { type Context, defineEndpoint, type EndpointDefinition } from './endpoint/define-endpoint.ts';
export { defineStream, type StreamDefinition } from './endpoint/define-stream.ts';
export { defineUpload, type UploadDefinition } from './endpoint/define-upload.ts';
export type { Endpoint, Method, RateLimit } from './endpoint/endpoint.ts';
export { etagOf } from './endpoint/etag.ts';
export { type Reply, type ReplyOptions, reply } from './endpoint/reply.ts';
export type { UploadedFile, UploadLimits } from './endpoint/uploaded-file.ts';
export { STATUS } from './errors/answer.ts';
export { type Cell, type CsvOptions, csvRows } from './exports/csv.ts';
export type { EventStream } from './live/event-stream.ts';
export { createLiveHub, type LiveEvent, type LiveHub, type TopicRule } from './live/live-hub.ts';
export type { Language, MessageSet, Messages } from './messages/catalogue.ts';
export { issueSentences } from './messages/issue-sentence.ts';
export { buildOpenApi } from './openapi/build-document.ts';
export { type Cursor, defineCursor, type Page, toPage } from './paging/cursor.ts';
export { createHttpServer, type HttpServer, type HttpServerOptions } from './server/create-http-server.ts';
export { DEFAULT_RATE_LIMITS, type RateLimits } from './server/rate-limits.ts';

/** Answers kept for repeated requests. */
export const httpMigrations: MigrationSet = {
  name: 'http',
  folder: fileURLToPath(new URL('./store/migrations', import.meta.url)),
};
