import { DomainError } from '@griot/kernel';
import type { FastifyInstance } from 'fastify';

/** Deeper than any form of ours; recursive code after the parser must not meet what breaks its stack. */
const MAX_JSON_DEPTH = 64;

/** Nesting of a JSON text, without parsing it: brackets outside strings. */
export function jsonDepth(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const char = text.charCodeAt(i);
    if (inString) {
      if (char === 0x5c) i++;
      else if (char === 0x22) inString = false;
    } else if (char === 0x22) inString = true;
    else if (char === 0x5b || char === 0x7b) deepest = Math.max(deepest, ++depth);
    else if (char === 0x5d || char === 0x7d) depth--;
  }
  return deepest;
}

/** JSON in strict UTF-8, at most 64 levels deep, without `__proto__` and `constructor.prototype` keys. */
export function useJsonBodies(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  app.removeAllContentTypeParsers();
  // Pieces of an upload (tus 1.0): the handler reads them as they come, and counts.
  app.addContentTypeParser('application/offset+octet-stream', (_request, payload, done) => done(null, payload));
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    let text: string;
    try {
      text = utf8.decode(body);
    } catch {
      return done(new DomainError({ code: 'http.bad_json', kind: 'invalid' }));
    }
    // A DELETE or POST without content may still say what it would have been.
    if (text.trim() === '') return done(null, undefined);
    if (jsonDepth(text) > MAX_JSON_DEPTH) {
      return done(new DomainError({ code: 'http.json_too_deep', kind: 'invalid', details: { max: MAX_JSON_DEPTH } }));
    }
    parse(request, text, (error: Error | null, value?: unknown) => {
      if (error) done(new DomainError({ code: 'http.bad_json', kind: 'invalid', cause: error }));
      else done(null, value);
    });
  });
}
