import type { Command } from 'commander';
import { print } from '../output.ts';
import { withPlatform } from '../with-platform.ts';

export function addMigrateCommand(program: Command): void {
  program
    .command('migrate')
    .description('bring the database to the schema of this version')
    .action(async (_options: unknown, command: Command) => {
      await withPlatform(async ({ composition }) => {
        const sets = composition.migrations.map((set) => set.name);
        print(command, { migrated: sets }, `À jour : ${sets.join(', ')}`);
      });
    });
}
