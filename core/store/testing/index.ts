export { startTestCluster, type TestCluster } from './test-cluster.ts';
export { reachTestStore, testStore } from './test-store.ts';
