import Fastify, { type FastifyInstance } from 'fastify';
import type { Endpoint } from '../endpoint/endpoint.ts';
import { buildOpenApi } from './build-document.ts';

const PAGE = `<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Griot : API</title>
</head>
<body>
<div id="app"></div>
<noscript>Le document se lit aussi tel quel : <a href="/api/openapi.json">/api/openapi.json</a>.</noscript>
<script src="/api/docs/scalar.js"></script>
<script src="/api/docs/start.js"></script>
</body>
</html>
`;

/** No font, proxy or telemetry from elsewhere: the page works without a network, under our own policy. */
const START = `Scalar.createApiReference('#app', {
  url: '/api/openapi.json',
  withDefaultFonts: false,
  hideClientButton: true,
  showDeveloperTools: 'never',
  authentication: { preferredSecurityScheme: 'bearer' },
  telemetry: false,
  agent: { disabled: true },
  mcp: { disabled: true },
});
`;

/** `/api/openapi.json` and a page to browse it, `/api/docs`. Both made at the first visit. */
export function useDocumentation(app: FastifyInstance, o: { endpoints: readonly Endpoint[]; version: string }): void {
  let document: string | undefined;
  let script: Promise<string> | undefined;
  app.get('/api/openapi.json', (_request, reply) => {
    document ??= JSON.stringify(buildOpenApi(o.endpoints, o.version));
    return reply.type('application/json; charset=utf-8').header('cache-control', 'no-cache').send(document);
  });
  app.get('/api/docs', (_request, reply) => reply.type('text/html; charset=utf-8').send(PAGE));
  app.get('/api/docs/start.js', (_request, reply) => reply.type('text/javascript; charset=utf-8').send(START));
  app.get('/api/docs/scalar.js', async (_request, reply) => {
    script ??= readScalar();
    reply.header('cache-control', 'public, max-age=86400');
    return reply.type('text/javascript; charset=utf-8').send(await script);
  });
}

/**
 * The reference's script, 4 MB, out of its Fastify plugin (the package has no other door to it). The plugin's own page
 * needs an inline script, which our policy forbids, so only the file is taken.
 */
async function readScalar(): Promise<string> {
  const { default: scalar } = await import('@scalar/fastify-api-reference');
  const shelf = Fastify({ logger: false });
  try {
    await shelf.register(scalar, { routePrefix: '/reference', configuration: { url: '/api/openapi.json' } });
    const answer = await shelf.inject({ method: 'GET', url: '/reference/js/scalar.js' });
    if (answer.statusCode !== 200)
      throw new Error(`the API reference's script is not where it was: ${answer.statusCode}`);
    return answer.body;
  } finally {
    await shelf.close();
  }
}
