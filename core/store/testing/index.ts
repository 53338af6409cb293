export { startTestCluster, type TestCluster } from './test-cluster.ts';
export { testStore } from './test-store.ts';
