/** One server-sent event. */
export interface ServerEvent {
  event: string;
  id: string | null;
  data: string;
}

/**
 * Cuts a stream of text into server-sent events (WHATWG HTML §9.2.6): feed it pieces as they come. Comments and
 * unknown fields are skipped; an event without data is none.
 */
export function createEventParser(onEvent: (event: ServerEvent) => void): (piece: string) => void {
  let rest = '';
  let event = '';
  let id: string | null = null;
  let data: string[] = [];
  const line = (text: string) => {
    if (text === '') {
      if (data.length > 0) onEvent({ event: event || 'message', id, data: data.join('\n') });
      event = '';
      data = [];
      return;
    }
    const colon = text.indexOf(':');
    if (colon === 0) return;
    const field = colon === -1 ? text : text.slice(0, colon);
    const value = colon === -1 ? '' : text.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') event = value;
    else if (field === 'data') data.push(value);
    else if (field === 'id') id = value;
  };
  return (piece) => {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    for (const text of lines) line(text.replace(/\r$/, ''));
  };
}

/** Waits grow from half a second to half a minute, with chance so that tabs do not come back together. */
export function backOff(failures: number, chance: number): number {
  return Math.min(30_000, 500 * 2 ** Math.min(failures, 8)) * (0.75 + chance * 0.5);
}
