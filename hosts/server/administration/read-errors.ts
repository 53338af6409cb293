import { open } from 'node:fs/promises';
import { join } from 'node:path';

export interface LoggedError {
  at: string;
  /** Which of our programs wrote it: server, task-slot, worker, cli. */
  process: string;
  message: string;
  code: string | null;
  route: string | null;
  status: number | null;
  requestId: string | null;
  runId: string | null;
  traceId: string | null;
}

const FILES = ['server', 'task-slot', 'worker', 'cli'];
/** From the end of each file: some days of errors, whatever else was logged. */
const TAIL_BYTES = 1_000_000;
const ERROR = 50;

/**
 * The newest errors of the structured logs, newest first. Those of another organisation's requests and runs are not told; those
 * of nobody's (a worker that could not reach the store) are. Stacks stay in the files.
 */
export async function readErrors(dataDir: string, tenantId: string, limit: number): Promise<LoggedError[]> {
  const found: LoggedError[] = [];
  for (const name of FILES) {
    const lines = (await tailOf(join(dataDir, 'logs', `${name}.log`))).split('\n');
    for (const line of lines) {
      // Most lines are no errors: those are not parsed.
      if (!/"level":[56]0\b/.test(line)) continue;
      const entry = parsed(line);
      if (!entry || Number(entry.level) < ERROR) continue;
      if (entry.tenantId !== undefined && entry.tenantId !== tenantId) continue;
      found.push(toError(entry, name));
    }
  }
  return joined(found)
    .sort((one, other) => other.at.localeCompare(one.at))
    .slice(0, limit);
}

async function tailOf(path: string): Promise<string> {
  const file = await open(path, 'r').catch(() => undefined);
  if (!file) return '';
  try {
    const { size } = await file.stat();
    const length = Math.min(size, TAIL_BYTES);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, size - length);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await file.close();
  }
}

function parsed(line: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return undefined; // the first line of a tail is rarely whole
  }
}

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

function toError(entry: Record<string, unknown>, name: string): LoggedError {
  const said = text(entry.msg) ?? '';
  const error = text(entry.error);
  const message = error === null ? said : said === '' || said === 'failed' ? error : `${said} : ${error}`;
  return {
    at: new Date(Number(entry.time)).toISOString(),
    process: text(entry.process) ?? name,
    message: message.slice(0, 500),
    code: text(entry.code),
    route: text(entry.route),
    status: typeof entry.status === 'number' ? entry.status : null,
    requestId: text(entry.requestId),
    runId: text(entry.runId),
    traceId: text(entry.traceId),
  };
}

/** A failed request is logged twice, with its cause and with its route: one line for both. */
function joined(errors: LoggedError[]): LoggedError[] {
  const byRequest = new Map<string, LoggedError>();
  return errors.filter((error) => {
    if (error.requestId === null) return true;
    const known = byRequest.get(error.requestId);
    if (!known) {
      byRequest.set(error.requestId, error);
      return true;
    }
    if (known.message === 'request') known.message = error.message;
    known.route ??= error.route;
    known.status ??= error.status;
    known.code ??= error.code;
    return false;
  });
}
