import { createInterface } from 'node:readline';
import type { Services, Text } from '@griot/application';
import { defineFlow, type FlowDefinition, type TaskContext } from '@griot/flows';
import { DomainError } from '@griot/kernel';
import { z } from 'zod';
import { type IncomingEvent, takeIn } from '../chain/take-in.ts';

const CHUNK = 1_000;
/** Lines that are told one by one; the rest are counted. */
const MOST_TOLD = 50;

const parameters = z.object({
  path: z.string().meta({
    label: { fr: 'Fichier d’événements', en: 'File of events' },
    help: { fr: 'Un objet JSON par ligne, dans le classeur.', en: 'One JSON object a line, in the drive.' },
  }),
});
type Context = TaskContext<z.output<typeof parameters>>;

/** Events of a file, one JSON object a line, by the same door as those of the API: ids make a second reading harmless. */
export function importFlow(services: Services): FlowDefinition {
  return defineFlow({
    name: 'payops.import',
    label: { fr: 'Import d’un fichier d’événements', en: 'Import of a file of events' },
    parameters,
    concurrencyKey: ({ path }) => path,
    tasks: [
      {
        name: 'lecture',
        label: { fr: 'Lire et enregistrer', en: 'Read and take in' },
        timeoutMs: 3_600_000,
        run: (ctx) => readFile(services, ctx),
      },
    ],
  });
}

async function readFile(services: Services, ctx: Context): Promise<Record<string, number>> {
  const { file, stream } = await services.files.open(ctx.tenantId, ctx.parameters.path);
  const sums = { lines: 0, accepted: 0, duplicates: 0, rejected: 0, unreadable: 0 };
  let bytes = 0;
  let told = 0;
  let chunk: IncomingEvent[] = [];
  const tellBad = (text: Text, fields: Record<string, unknown>) => {
    told += 1;
    if (told <= MOST_TOLD) ctx.log('warn', text, fields);
  };
  const send = async () => {
    const first = sums.lines - chunk.length;
    const taken = await takeIn(services.events, ctx.tenantId, chunk);
    sums.accepted += taken.accepted;
    sums.duplicates += taken.duplicates;
    sums.rejected += taken.rejected;
    taken.results.forEach(({ status, issues, code }, n) => {
      if (status === 'rejected') {
        const line = first + n + 1;
        tellBad({ fr: `Ligne ${line} mise de côté : ${code}`, en: `Line ${line} set aside: ${code}` }, { issues });
      }
    });
    chunk = [];
    ctx.rows({ in: sums.lines, out: sums.accepted });
    ctx.progress(Math.min(100, (bytes / Math.max(1, file.size)) * 100), {
      fr: `${sums.lines} lignes lues`,
      en: `${sums.lines} lines read`,
    });
  };
  for await (const line of createInterface({ input: stream, crlfDelay: Infinity })) {
    ctx.signal.throwIfAborted();
    bytes += Buffer.byteLength(line) + 1;
    if (line.trim() === '') continue;
    sums.lines += 1;
    const event = parseLine(line);
    if (event === null) {
      sums.unreadable += 1;
      const unreadable = {
        fr: `Ligne ${sums.lines} illisible : ce n’est pas un objet JSON`,
        en: `Line ${sums.lines} unreadable: it is no JSON object`,
      };
      tellBad(unreadable, { begins: line.slice(0, 80) });
      // Kept with the others that could not be taken in, so that it is not lost.
      chunk.push({
        id: `${ctx.parameters.path}:${sums.lines}`.slice(-200),
        type: 'unreadable',
        line: line.slice(0, 10_000),
      });
    } else chunk.push(event);
    if (chunk.length === CHUNK) await send();
  }
  if (chunk.length > 0) await send();
  if (sums.lines === 0)
    throw new DomainError({ code: 'payops.file_empty', kind: 'invalid', details: { path: file.path } });
  return sums;
}

function parseLine(line: string): IncomingEvent | null {
  try {
    const value: unknown = JSON.parse(line);
    return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as IncomingEvent) : null;
  } catch {
    return null;
  }
}
