import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import process from 'node:process';
import {
  archiveName,
  beginBackup,
  createBackup,
  endBackup,
  parseKeep,
  pruneArchives,
  readKeyFile,
  restoreBackup,
  verifyBackup,
} from '@griot/backup';
import { DomainError, readConfig } from '@griot/kernel';
import { compose, createLog, startRuntime } from '@griot/server';
import type { Command } from 'commander';
import { print } from '../output.ts';
import { withPlatform } from '../with-platform.ts';

interface KeyOption {
  keyFile?: string;
}

const secretOf = ({ keyFile }: KeyOption) => {
  const file = keyFile ?? readConfig(process.env).backupKeyFile;
  return file === undefined ? undefined : readKeyFile(resolve(file));
};
const say = (text: string) => void process.stderr.write(`  ${text}\n`);

export function addBackupCommands(program: Command): void {
  program
    .command('backup')
    .description('write one archive of database, warehouse and files, beside a running server or alone')
    .option('--to <file>', 'default: a dated file in the folder of backups')
    .option('--key-file <file>', 'its content (32 bytes or more) encrypts the archive')
    .option('--keep <what>', 'then remove older dated archives of the folder: 7d,4w')
    .action(async (options: KeyOption & { to?: string; keep?: string }, command: Command) => {
      const secret = secretOf(options);
      const keep = options.keep === undefined ? undefined : parseKeep(options.keep);
      await withPlatform(async ({ composition: { services } }) => {
        const { config, dataDir, clock, store } = services;
        const folder = resolve(config.backupDir ?? join(dataDir, 'backups'));
        const file = options.to ? resolve(options.to) : join(folder, archiveName(clock.now()));
        mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
        const record = { night: null, file: file.split('/').at(-1) ?? file, encrypted: secret !== undefined };
        const id = (await beginBackup(store, record)) ?? '';
        try {
          const result = await createBackup(services, { file, secret, onProgress: ({ fr }) => say(fr) });
          await endBackup(store, id, result);
          const removed = keep ? await pruneArchives(dirname(file), keep) : [];
          const sealed = secret ? 'chiffrée' : 'NON chiffrée : elle contient tout, gardez-la à l’abri';
          print(command, { ...result, removed }, `${file} : ${result.bytes} octets, ${sealed}`);
        } catch (error) {
          await endBackup(store, id, { error }).catch(() => {});
          throw error;
        }
      });
    });
  program
    .command('backup-verify')
    .argument('<file>')
    .option('--key-file <file>')
    .description('read a whole archive, every seal and digest of it; exit code 1 when it is not whole')
    .action(async (file: string, options: KeyOption, command: Command) => {
      const { manifest, entries } = await verifyBackup(resolve(file), secretOf(options));
      const rows = Object.values(manifest.rows).reduce((sum, n) => sum + n, 0);
      const { createdAt, tenants, objects } = manifest;
      const text = `entière : ${createdAt}, ${tenants.length} organisations, ${rows} lignes, ${objects} fichiers`;
      print(command, { entries, createdAt, tenants: tenants.length, rows, objects }, text);
    });
  program
    .command('restore')
    .argument('<file>')
    .option('--key-file <file>')
    .description('fill a NEW data folder (GRIOT_DATA) and an empty database from an archive, then compare')
    .action(async (file: string, options: KeyOption, command: Command) => {
      await restore(resolve(file), secretOf(options), command);
    });
}

async function restore(file: string, secret: Buffer | undefined, command: Command): Promise<void> {
  say('Vérification de la sauvegarde');
  const verified = await verifyBackup(file, secret);
  const config = readConfig(process.env);
  const dataDir = resolve(config.dataDir);
  if (existsSync(dataDir) && readdirSync(dataDir).some((name) => name !== 'logs' && name !== 'backups')) {
    throw new DomainError({
      code: 'backup.target_not_empty',
      kind: 'conflict',
      details: { dataDir },
      message: `${dataDir} is not empty: restore into a new folder (GRIOT_DATA)`,
    });
  }
  if (config.secret === undefined && verified.secret !== undefined) {
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(join(dataDir, 'secret'), verified.secret, { mode: 0o600, flag: 'wx' });
  }
  const log = createLog({ level: config.logLevel, folder: join(dataDir, 'logs'), name: 'cli' });
  const runtime = await startRuntime(config, log);
  try {
    const composition = await compose({ config, connections: runtime, log });
    try {
      const { services, migrations } = composition;
      const { manifest } = verified;
      await restoreBackup(services, { file, secret, manifest, migrations, onProgress: ({ fr }) => say(fr) });
      say('Comparaison');
      for (const { tenantId, generation } of manifest.warehouse) {
        const current = await services.warehouse.tenant(tenantId).current();
        if ((current?.id ?? null) !== generation)
          throw new Error(`warehouse of ${tenantId}: not generation ${generation}`);
      }
      for (const { id, slug } of await services.identity.tenants()) {
        const verdict = await services.identity.audit.verify(id);
        if (!verdict.ok) throw new Error(`${slug}: the audit chain does not verify (${verdict.firstBroken?.reason})`);
      }
      const { tenants, createdAt } = manifest;
      print(
        command,
        { restored: true, createdAt },
        `Restauré au ${createdAt} : ${tenants.length} organisations, chaînes d’audit intactes`,
      );
    } finally {
      await composition.close();
    }
  } finally {
    await runtime.stop();
  }
}
