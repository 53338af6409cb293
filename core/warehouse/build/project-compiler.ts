import type {
  CompileContext,
  CompiledNode,
  CompiledTest,
  CompiledUnitTest,
  LoadOptions,
  Project,
  Selection,
  SelectionInput,
  SelectionState,
} from '../project/manifest.ts';

/** The functions of the project half that a build uses. All but `loadProject` are pure. */
export interface ProjectCompiler {
  loadProject(dir: string, o?: LoadOptions): Promise<Project>;
  compileNode(project: Project, nodeId: string, context: CompileContext): Promise<CompiledNode>;
  compileTest(project: Project, testId: string, context: CompileContext): Promise<CompiledTest>;
  compileUnitTest(project: Project, testId: string, context: CompileContext): Promise<CompiledUnitTest>;
  compileHooks(project: Project, when: 'on-run-start' | 'on-run-end', context: CompileContext): Promise<string[]>;
  compileFreshness(project: Project, sourceId: string, context: CompileContext): Promise<string | null>;
  selectResources(project: Project, input: SelectionInput, state?: SelectionState): Selection;
}

/** The compiler of dbt-layout folders, loaded when a build first needs it: readers never do. */
export async function projectCompiler(): Promise<ProjectCompiler> {
  return import('../project/index.ts');
}
