import { z } from 'zod';
import type { Endpoint } from '../endpoint/endpoint.ts';

type Json = Record<string, unknown>;

/** The OpenAPI 3.1 document of these endpoints, from the very schemas that validate. */
export function buildOpenApi(endpoints: readonly Endpoint[], version: string): Json {
  const paths: Record<string, Json> = {};
  for (const endpoint of endpoints) {
    const path = endpoint.path.replace(/:([A-Za-z0-9_]+)/g, '{$1}');
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operation(endpoint) };
  }
  return {
    openapi: '3.1.0',
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    info: { title: 'Griot', version, description: 'Toutes les réponses sont dans une enveloppe { success, data }.' },
    servers: [{ url: '/' }],
    tags: [...new Set(endpoints.flatMap((endpoint) => endpoint.tags))].sort().map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'Access token (15 min) or personal API token.' },
      },
      schemas: { Error: ERROR_SCHEMA },
      responses: {
        Error: {
          description: 'What went wrong, in the language asked for.',
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
        },
      },
    },
  };
}

const ERROR_SCHEMA: Json = {
  type: 'object',
  required: ['success', 'error', 'code'],
  properties: {
    success: { const: false },
    error: { type: 'string', description: 'A sentence for people.' },
    code: { type: 'integer', description: 'HTTP status.' },
    details: {
      type: 'object',
      description: 'Members of RFC 9457, the stable code, and the error’s own facts.',
      properties: {
        code: { type: 'string', examples: ['http.validation'] },
        type: { type: 'string' },
        title: { type: 'string' },
        status: { type: 'integer' },
        detail: { type: 'string' },
        instance: { type: 'string' },
        requestId: { type: 'string' },
        issues: {
          type: 'array',
          items: {
            type: 'object',
            properties: { path: { type: 'string' }, message: { type: 'string' }, code: { type: 'string' } },
          },
        },
      },
    },
  },
};

const toJsonSchema = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _, ...json } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    cycles: 'ref',
    reused: 'inline',
  });
  return json;
};

function operation(endpoint: Endpoint): Json {
  const parameters = [...parametersOf(endpoint.params, 'path'), ...parametersOf(endpoint.query, 'query')];
  if (endpoint.idempotent) parameters.push(IDEMPOTENCY_KEY);
  return {
    operationId: operationId(endpoint),
    summary: endpoint.summary,
    ...(endpoint.description === undefined ? {} : { description: endpoint.description }),
    tags: endpoint.tags,
    ...(endpoint.permission === 'public' ? { security: [] } : { security: [{ bearer: [] }] }),
    ...(['public', 'authenticated'].includes(endpoint.permission) ? {} : { 'x-permission': endpoint.permission }),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...requestBody(endpoint),
    responses: { '200': success(endpoint), default: { $ref: '#/components/responses/Error' } },
  };
}

const operationId = ({ method, path }: Endpoint): string =>
  [method.toLowerCase(), ...path.split('/').slice(2)].join('_').replace(/[^A-Za-z0-9_]/g, '');

const IDEMPOTENCY_KEY: Json = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'Made by the caller. The same key does the work once and repeats the answer for a day.',
  schema: { type: 'string', minLength: 1, maxLength: 200 },
};

function parametersOf(schema: z.ZodType | undefined, place: 'path' | 'query'): Json[] {
  if (!schema) return [];
  const json = toJsonSchema(schema, 'input');
  const properties = isObject(json.properties) ? json.properties : {};
  const required = Array.isArray(json.required) ? json.required : [];
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
  }));
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;

function requestBody(endpoint: Endpoint): Json {
  if (endpoint.kind === 'upload') {
    const schema = { type: 'object', properties: { file: { type: 'string', format: 'binary' } } };
    return { requestBody: { required: true, content: { 'multipart/form-data': { schema } } } };
  }
  if (!endpoint.body) return {};
  const schema = toJsonSchema(endpoint.body, 'input');
  return {
    requestBody: { required: !endpoint.body.safeParse(undefined).success, content: { 'application/json': { schema } } },
  };
}

function success(endpoint: Endpoint): Json {
  if (!endpoint.data) {
    const content = Object.fromEntries(endpoint.produces.map((type) => [type, {}]));
    return { description: endpoint.summary, content };
  }
  const schema = {
    type: 'object',
    required: ['success', 'data'],
    properties: {
      success: { const: true },
      data: toJsonSchema(endpoint.data, 'output'),
      message: { type: 'string' },
    },
  };
  return { description: endpoint.summary, content: { 'application/json': { schema } } };
}
