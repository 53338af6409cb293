import process from 'node:process';
import type { SourceFreshness } from '@griot/warehouse';
import type { Command } from 'commander';
import { print } from '../output.ts';
import { atPlace, type PlaceOptions, withPlace } from '../warehouse/project-place.ts';

const WORDS = { pass: 'à jour', warn: 'vieillit', error: 'trop vieux' } as const;

/** How old the sources are beside what the project allows; ends with 1 when one is older than it may be. */
export function addWarehouseFreshness(warehouse: Command): void {
  withPlace(warehouse.command('freshness'))
    .description('the age of each source that has a freshness rule')
    .action((options: PlaceOptions, command: Command) =>
      atPlace(options, async ({ tenant, projectDir }) => {
        const sources = await tenant.freshness({ projectDir });
        const text = sources.map(line).join('\n') || 'Aucune source n’a de règle de fraîcheur.';
        print(command, { sources }, text);
        if (sources.some(({ status }) => status === 'error')) process.exitCode = 1;
      }),
    );
}

const line = ({ source, name, status, maxLoadedAt }: SourceFreshness): string =>
  `${source}.${name} : ${WORDS[status]}, ${maxLoadedAt === null ? 'jamais chargée' : `plus récent ${maxLoadedAt}`}`;
