export { runFlowHere } from './run-flow-here.ts';
