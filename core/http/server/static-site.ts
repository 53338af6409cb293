import { existsSync } from 'node:fs';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Vite's hashed files never change under their name. */
const IMMUTABLE = /[\\/]assets[\\/][^\\/]+-[A-Za-z0-9_-]{8,}\.[a-z0-9.]+$/;

export interface StaticSite {
  /** Answers a page address that names no file with the shell; false when it is not one. */
  fallback(request: FastifyRequest, reply: FastifyReply): boolean;
}

/** Serves the built pages; `.br` and `.gz` files beside them are used as they are. */
export async function useStaticSite(app: FastifyInstance, publicDir: string | undefined): Promise<StaticSite> {
  const shell = publicDir === undefined ? undefined : path.join(publicDir, 'index.html');
  if (publicDir === undefined || shell === undefined || !existsSync(shell)) {
    return { fallback: () => false };
  }
  await app.register(fastifyStatic, {
    root: publicDir,
    wildcard: true,
    preCompressed: true,
    index: ['index.html'],
    dotfiles: 'ignore',
    cacheControl: false,
    setHeaders(reply, file) {
      const kept = IMMUTABLE.test(file.replace(/\.(br|gz)$/, ''));
      reply.header('cache-control', kept ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  return {
    fallback(request, reply) {
      const { pathname } = new URL(request.url, 'http://local');
      const isPage = request.method === 'GET' || request.method === 'HEAD';
      const wantsPage = (request.headers.accept ?? '').includes('text/html');
      // A missing script must be a 404, not a page.
      if (!isPage || !wantsPage || pathname.startsWith('/api/') || path.extname(pathname) !== '') return false;
      reply.sendFile('index.html');
      return true;
    },
  };
}
