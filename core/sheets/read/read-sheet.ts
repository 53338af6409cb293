import { DomainError } from '@griot/kernel';
import { streamXlsxRows } from 'hucre/xlsx';
import type { InspectedWorkbook } from './inspect-parts.ts';
import type { SheetRow } from './workbook-types.ts';
import { bytesBetween, reorderedZip, type ZipBytes, type ZipPart } from './zip-parts.ts';

const BATCH = 2000;
/** Rows that a sheet has (ECMA-376 part 1, §18.3.1.73 and what programs keep to). */
const MOST_ROWS = 1_048_576;
/** The library reads front to back only sheets with such names; others it reads from the whole file. */
const STREAMABLE = /^xl\/worksheets\/sheet\d+\.xml$/i;

/**
 * Rows of one sheet. The library reads ahead as fast as it is fed, whatever its reader does: so it is fed through a gate
 * that is shut while a batch is with the reader, and memory does not grow with the sheet (shared strings apart).
 */
export async function* readSheet(
  bytes: ZipBytes,
  workbook: Pick<InspectedWorkbook, 'parts' | 'sheets'>,
  sheet: number,
  o: { columns: number; maxRows?: number },
): AsyncGenerator<SheetRow[], void, undefined> {
  const inspected = workbook.sheets[sheet];
  if (!inspected) throw unreadable(sheet);
  const gate = new Gate();
  const input = STREAMABLE.test(inspected.part)
    ? gated(reorderedZip(bytes, inOrder(workbook.parts, inspected.part)), gate)
    : bytesBetween(bytes, 0, bytes.length);
  let batch: SheetRow[] = [];
  try {
    const options = { sheet, ...(o.maxRows !== undefined && { maxRows: o.maxRows }) };
    for await (const { index, values } of streamXlsxRows(input, options)) {
      if (index >= MOST_ROWS) throw unreadable(sheet);
      if (values.length > o.columns) {
        throw new DomainError({ code: 'sheets.too_wide', kind: 'invalid', details: { row: index + 1 } });
      }
      batch.push({ line: index + 1, cells: values });
      if (batch.length === BATCH) {
        gate.shut();
        yield batch;
        batch = [];
        gate.open();
      }
    }
  } catch (cause) {
    if (cause instanceof DomainError) throw cause;
    throw unreadable(sheet, cause);
  } finally {
    gate.open();
  }
  if (batch.length > 0) yield batch;
}

const unreadable = (sheet: number, cause?: unknown): DomainError =>
  new DomainError({ code: 'sheets.unreadable', kind: 'invalid', details: { sheet: sheet + 1 }, cause });

/** What says how to read cells comes before the cells. */
function inOrder(parts: readonly ZipPart[], sheetPart: string): ZipPart[] {
  const before = parts.filter(({ name }) => !/^xl\/worksheets\/[^/]+\.xml$/i.test(name) && isNeeded(name));
  return [...before, ...parts.filter(({ name }) => name === sheetPart)];
}

const isNeeded = (name: string): boolean =>
  /^(\[Content_Types\]\.xml|_rels\/\.rels|xl\/workbook\.xml|xl\/_rels\/workbook\.xml\.rels|xl\/styles\.xml|xl\/sharedStrings\.xml)$/i.test(
    name,
  );

class Gate {
  #waiting: (() => void) | null = null;
  #shut = false;

  shut(): void {
    this.#shut = true;
  }

  open(): void {
    this.#shut = false;
    this.#waiting?.();
    this.#waiting = null;
  }

  async pass(): Promise<void> {
    while (this.#shut) {
      await new Promise<void>((resolve) => {
        this.#waiting = resolve;
      });
    }
  }
}

function gated(chunks: Generator<Buffer>, gate: Gate): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        await gate.pass();
        const next = chunks.next();
        if (next.done) controller.close();
        else controller.enqueue(next.value);
      },
    },
    { highWaterMark: 0 },
  );
}
