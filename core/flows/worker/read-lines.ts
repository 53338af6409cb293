import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';

const MAX_LINE = 8000;

/** Calls `line` for each line of UTF-8, without its end; longer ones come in pieces of 8000 characters. Then `ended`. */
export function readLines(stream: Readable, ended: () => void, line: (text: string) => void): void {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  const take = (text: string): void => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const one of lines) give(one.endsWith('\r') ? one.slice(0, -1) : one);
    while (rest.length > MAX_LINE) {
      line(rest.slice(0, MAX_LINE));
      rest = rest.slice(MAX_LINE);
    }
  };
  const give = (text: string): void => {
    if (text.length <= MAX_LINE) line(text);
    else for (let at = 0; at < text.length; at += MAX_LINE) line(text.slice(at, at + MAX_LINE));
  };
  stream.on('data', (chunk: Buffer) => take(decoder.write(chunk)));
  stream.on('error', () => undefined);
  stream.on('close', () => {
    rest += decoder.end();
    if (rest !== '') give(rest);
    rest = '';
    ended();
  });
}
