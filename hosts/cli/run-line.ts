import process from 'node:process';
import { DomainError, errorMessage } from '@griot/kernel';
import { Command, CommanderError } from 'commander';

/** Each is read only when it is asked for: most need the whole platform, a few next to nothing. */
const COMMANDS: Record<string, () => Promise<(program: Command) => void>> = {
  start: async () => (await import('./commands/start.ts')).addStartCommand,
  worker: async () => (await import('./commands/worker.ts')).addWorkerCommand,
  migrate: async () => (await import('./commands/migrate.ts')).addMigrateCommand,
  demo: async () => (await import('./commands/demo.ts')).addDemoCommand,
  run: async () => (await import('./commands/run.ts')).addRunCommand,
  warehouse: async () => (await import('./commands/warehouse.ts')).addWarehouseCommands,
  events: async () => (await import('./commands/events.ts')).addEventCommands,
  backup: async () => (await import('./commands/backup.ts')).addBackupCommands,
  user: async () => (await import('./commands/user.ts')).addUserCommands,
  tenant: async () => (await import('./commands/tenant.ts')).addTenantCommands,
  verify: async () => (await import('./commands/verify.ts')).addVerifyCommand,
};

/** Does what one command line says; answers the exit code. What went wrong is told on standard error. */
export async function runLine(words: readonly string[]): Promise<number> {
  const program = new Command('griot')
    .description(
      "Griot : de l'acte à la décision. Sans option, toutes les commandes lisent les réglages de .env.example.",
    )
    .option('--json', 'answers as JSON lines, for programs')
    .exitOverride();
  const named = COMMANDS[words.find((word) => !word.startsWith('-')) ?? ''];
  const loaders = named === undefined ? Object.values(COMMANDS) : [named];
  try {
    for (const add of await Promise.all(loaders.map((load) => load()))) add(program);
    await program.parseAsync([...words], { from: 'user' });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    process.stderr.write(`griot : ${errorMessage(error)}\n`);
    if (error instanceof DomainError && Object.keys(error.details).length > 0) {
      process.stderr.write(`${JSON.stringify(error.details, null, 2)}\n`);
    }
    return 1;
  }
}
