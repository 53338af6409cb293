import { type ChildProcess, fork } from 'node:child_process';
import { getCompileCacheDir } from 'node:module';
import { availableParallelism, totalmem } from 'node:os';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DomainError, type Logger } from '@griot/kernel';
import type { ChildMessage, ProcessSettings } from './supervision.ts';

export interface WarehouseProcessOptions {
  /** `$GRIOT_DATA`. */
  dataDir: string;
  log: Logger;
  /** Of each open tenant, in DuckDB's form (`2GB`). Default: 30 % of the machine's memory, at least 512 MB. */
  memoryLimit?: string;
  /** Of each open tenant. Default: the machine's. */
  threads?: number;
  /** Tenant databases kept open when unused, and for how long. Default 16, 5 minutes. */
  maxOpen?: number;
  idleMs?: number;
}

export interface WarehouseProcess {
  socketPath: string;
  /** Of the process that runs now: another one after a crash. */
  readonly pid: number;
  stop(): Promise<void>;
}

/** Of our environment it gets this alone: settings and secrets stay here. Node adds its version's folder itself. */
const compiled = getCompileCacheDir();
const compileCache = compiled === undefined ? {} : { NODE_COMPILE_CACHE: dirname(compiled) };
const ENTRY = fileURLToPath(new URL('./main.ts', import.meta.url));
/** A process that lived so long did not die of its start. */
const STABLE_MS = 1000;
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 5000;

function settingsOf(o: WarehouseProcessOptions): ProcessSettings {
  const megabytes = Math.max(512, Math.floor((totalmem() * 0.3) / 1_048_576));
  return {
    dataDir: resolve(o.dataDir),
    lockWaitMs: 5000,
    engine: {
      memoryLimit: o.memoryLimit ?? `${megabytes}MiB`,
      threads: o.threads ?? availableParallelism(),
      maxOpen: o.maxOpen ?? 16,
      memoryBytes: Math.floor(totalmem() * 0.6),
      idleMs: o.idleMs ?? 300_000,
    },
  };
}

/**
 * Starts the one process that opens the warehouse files, and starts it again whenever it dies, after a pause that grows from
 * 50 ms to 5 s. Throws `warehouse.already_running` when another process holds the folder, `warehouse.start_failed` otherwise.
 */
export async function startWarehouseProcess(o: WarehouseProcessOptions): Promise<WarehouseProcess> {
  const settings = settingsOf(o);
  let child: ChildProcess;
  let stopping = false;
  let pause = FIRST_PAUSE_MS;
  let restart: NodeJS.Timeout | undefined;

  const launch = (): Promise<{ socketPath: string; pid: number }> =>
    new Promise((ready, refused) => {
      const startedAt = Date.now();
      // One thread per running statement and some for files: the engine's own workers come on top.
      const started = fork(ENTRY, [JSON.stringify(settings)], {
        env: { UV_THREADPOOL_SIZE: '16', ...compileCache },
        execArgv: [],
        stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      });
      child = started;
      let lastWords = '';
      started.stderr?.on('data', (piece: Buffer) => {
        lastWords = (lastWords + piece.toString()).slice(-4000);
      });
      started.on('message', (message: ChildMessage) => {
        if (message.log !== undefined) o.log[message.log.level](message.log.fields, message.log.message);
        if (message.ready !== undefined) ready(message.ready);
        if (message.failed !== undefined) refused(new DomainError(message.failed));
      });
      started.on('exit', (code, signal) => {
        refused(
          new DomainError({
            code: 'warehouse.start_failed',
            kind: 'unavailable',
            details: { code, signal, lastWords },
          }),
        );
        if (stopping || !everReady) return;
        if (Date.now() - startedAt > STABLE_MS) pause = FIRST_PAUSE_MS;
        o.log.error({ code, signal, lastWords, pauseMs: pause }, 'the warehouse process died and is started again');
        restart = setTimeout(() => {
          launch().catch((error: unknown) =>
            o.log.error({ error: String(error) }, 'the warehouse process did not start'),
          );
        }, pause);
        pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
      });
    });

  let everReady = false;
  const { socketPath } = await launch();
  everReady = true;
  return {
    socketPath,
    get pid() {
      return child.pid ?? -1;
    },
    async stop() {
      stopping = true;
      clearTimeout(restart);
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = new Promise<void>((done) => child.once('exit', () => done()));
      if (child.connected) child.send({ stop: true });
      const hard = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await ended;
      clearTimeout(hard);
    },
  };
}
