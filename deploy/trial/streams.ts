import { setTimeout as wait } from 'node:timers/promises';

/** True once the stream has said this. */
export async function hears(
  reader: ReadableStreamDefaultReader<Uint8Array> | undefined,
  text: string,
): Promise<boolean> {
  const until = Date.now() + 20_000;
  let heard = '';
  while (reader && Date.now() < until) {
    const next = await Promise.race([reader.read(), wait(2_000).then(() => undefined)]);
    if (next?.value) heard += Buffer.from(next.value).toString();
    if (heard.includes(text)) return true;
    if (next?.done) return false;
  }
  return false;
}

/** Reads push streams one after the other, opening the next when one ends: as a page does. Counts what it hears. */
export function followLive(open: () => Promise<Response>): {
  heard: () => string;
  opened: () => number;
  stop(): Promise<void>;
} {
  let text = '';
  let opened = 0;
  let following = true;
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  const run = (async () => {
    while (following) {
      const answer = await open().catch(() => undefined);
      if (!answer?.ok) {
        await wait(100);
        continue;
      }
      opened += 1;
      reader = answer.body?.getReader();
      for (;;) {
        const piece = await reader?.read().catch(() => undefined);
        if (piece?.value) text += Buffer.from(piece.value).toString();
        if (!piece || piece.done) break;
      }
    }
  })();
  return {
    heard: () => text,
    opened: () => opened,
    async stop() {
      following = false;
      await reader?.cancel().catch(() => {});
      await run;
    },
  };
}
