import process from 'node:process';
import type { Command } from 'commander';
import { print } from '../output.ts';
import { withPlatform } from '../with-platform.ts';

export function addVerifyCommand(program: Command): void {
  program
    .command('verify')
    .description('verify the audit chain of every tenant; exit code 1 when one is broken')
    .action(async (_options: unknown, command: Command) => {
      await withPlatform(async ({ composition }) => {
        const { identity } = composition.services;
        for (const tenant of await identity.tenants()) {
          const verdict = await identity.audit.verify(tenant.id);
          if (!verdict.ok) process.exitCode = 1;
          const text = verdict.ok
            ? `${tenant.slug} : chaîne d'audit intacte, ${verdict.entries} entrées`
            : `${tenant.slug} : CHAÎNE ROMPUE à l'entrée ${verdict.firstBroken?.seq} (${verdict.firstBroken?.reason})`;
          print(command, { tenant: tenant.slug, ...verdict }, text);
        }
      });
    });
}
