/** The project half of the warehouse: loads, checks, compiles and selects; it runs nothing. */
export { compileFreshness, compileHooks, compileNode } from './compile/compile-node.ts';
export { compileTest } from './compile/compile-test.ts';
export { compileUnitTest } from './compile/compile-unit-test.ts';
export { loadProject } from './load-project.ts';
export type * from './manifest.ts';
export { selectNodes, selectResources } from './selection/select.ts';
