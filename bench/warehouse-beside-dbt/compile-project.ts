/** Reads a project and, with `--compile`, renders the SQL of every model and test: what `dbt parse` and `dbt compile` do. */
import { compileNode, compileTest, loadProject } from '@griot/warehouse';

const [folder = '', how] = process.argv.slice(2);
const project = await loadProject(folder);
const context = {
  relation: (id: string) => `"main"."${id.split('.').at(-1)}"`,
  isIncremental: false,
  runStartedAt: new Date().toISOString(),
  invocationId: 'bench',
};
let compiled = 0;
if (how === '--compile') {
  for (const id of project.nodes.keys())
    compiled += (await compileNode(project, id, { ...context, this: 'it' })).sql.length;
  for (const { id } of project.tests) compiled += (await compileTest(project, id, context)).sql.length;
}
console.log(JSON.stringify({ nodes: project.nodes.size, tests: project.tests.length, compiled }));
