import process from 'node:process';
import type { Cell, RelationDifference } from '@griot/warehouse';
import { type Command, InvalidArgumentError } from 'commander';
import { print } from '../output.ts';
import { atPlace, type PlaceOptions, withPlace } from '../warehouse/project-place.ts';

/** What readers have had, have, and shall have again. */
export function addWarehouseGenerations(warehouse: Command): void {
  withPlace(warehouse.command('generations'))
    .description('the generations that are kept, newest first')
    .action((options: PlaceOptions, command: Command) =>
      atPlace(options, async ({ tenant }) => {
        const [generations, current] = await Promise.all([tenant.generations(), tenant.current()]);
        const lines = generations.map(({ id, publishedAt, project, tests, nodes }) => {
          const verdict = `${tests.passed} tests réussis, ${tests.warned} avertissements`;
          return `${id === current?.id ? '*' : ' '} ${id}  ${publishedAt}  ${project}  ${nodes.length} relations, ${verdict}`;
        });
        const answer = { current: current?.id ?? null, generations };
        print(command, answer, lines.join('\n') || 'Aucune génération publiée.');
      }),
    );
  withPlace(warehouse.command('compare'))
    .description('what differs between two generations, relation by relation')
    .argument('<from>', 'a generation', readId)
    .argument('<to>', 'another', readId)
    .action((from: number, to: number, options: PlaceOptions, command: Command) =>
      atPlace(options, async ({ tenant }) => {
        const comparison = await tenant.compare(from, to);
        print(command, comparison, comparison.relations.map(describe).join('\n'));
      }),
    );
  withPlace(warehouse.command('rollback'))
    .description('readers get an earlier generation again; nothing is deleted')
    .argument('<generation>', 'its number', readId)
    .action((generation: number, options: PlaceOptions, command: Command) =>
      atPlace(options, async ({ tenant }) => {
        const info = await tenant.rollback(generation);
        print(command, info, `Les lecteurs voient la génération ${info.id}, publiée le ${info.publishedAt}.`);
      }),
    );
  withPlace(warehouse.command('query'))
    .description('one SELECT over the published models, as the SQL box allows it')
    .argument('<sql>')
    .option('--generation <number>', 'as of a generation that is kept', readId)
    .action((sql: string, options: PlaceOptions & { generation?: number }, command: Command) =>
      atPlace(options, async ({ tenant }) => {
        const { generation } = options;
        const answer = await tenant.sandbox(sql, [], generation === undefined ? {} : { generation });
        const lines = [answer.columns.map((column) => column.name), ...answer.rows].map(asLine);
        if (answer.truncated) process.stderr.write(`  les ${answer.rows.length} premières lignes seulement\n`);
        print(command, answer, lines.join('\n'));
      }),
    );
  withPlace(warehouse.command('compact'))
    .description('gives the space back that dropped generations held')
    .action((options: PlaceOptions, command: Command) =>
      atPlace(options, async ({ tenant }) => {
        const sizes = await tenant.compact();
        print(command, sizes, `${sizes.bytesBefore} octets avant, ${sizes.bytesAfter} après.`);
      }),
    );
}

function readId(text: string): number {
  const id = Number(text);
  if (Number.isInteger(id) && id > 0) return id;
  throw new InvalidArgumentError('it must be the number of a generation');
}

function describe({ name, change, rowsFrom, rowsTo, onlyInFrom, onlyInTo }: RelationDifference): string {
  const rows = `${rowsFrom ?? '–'} → ${rowsTo ?? '–'} lignes`;
  return onlyInFrom === null || change === 'same'
    ? `${name} : ${change}, ${rows}`
    : `${name} : ${change}, ${rows} (${onlyInFrom} disparues, ${onlyInTo} nouvelles)`;
}

const asLine = (cells: readonly (Cell | string)[]): string =>
  cells
    .map((cell) => (typeof cell === 'object' && cell !== null ? JSON.stringify(cell) : String(cell ?? '')))
    .join('\t');
