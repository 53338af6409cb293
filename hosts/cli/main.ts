/** The `griot` command. Each subcommand is a file of `commands/`; exit codes: 0 done, 1 failed, 2 wrong use. */
import process from 'node:process';
import { DomainError, errorMessage } from '@griot/kernel';
import { Command, CommanderError } from 'commander';
import { addBackupCommands } from './commands/backup.ts';
import { addDemoCommand } from './commands/demo.ts';
import { addEventCommands } from './commands/events.ts';
import { addMigrateCommand } from './commands/migrate.ts';
import { addRunCommand } from './commands/run.ts';
import { addStartCommand } from './commands/start.ts';
import { addTenantCommands } from './commands/tenant.ts';
import { addUserCommands } from './commands/user.ts';
import { addVerifyCommand } from './commands/verify.ts';
import { addWarehouseCommands } from './commands/warehouse.ts';
import { addWorkerCommand } from './commands/worker.ts';

const program = new Command('griot')
  .description(
    "Griot : de l'acte à la décision. Sans option, toutes les commandes lisent les réglages de .env.example.",
  )
  .option('--json', 'answers as JSON lines, for programs')
  .exitOverride();
addStartCommand(program);
addWorkerCommand(program);
addMigrateCommand(program);
addDemoCommand(program);
addRunCommand(program);
addWarehouseCommands(program);
addEventCommands(program);
addBackupCommands(program);
addUserCommands(program);
addTenantCommands(program);
addVerifyCommand(program);

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exit(error.exitCode === 0 ? 0 : 2);
  process.stderr.write(`griot : ${errorMessage(error)}\n`);
  if (error instanceof DomainError && Object.keys(error.details).length > 0) {
    process.stderr.write(`${JSON.stringify(error.details, null, 2)}\n`);
  }
  process.exit(1);
}
