export { type FlowsBed, testFlows } from './test-flows.ts';
