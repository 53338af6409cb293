export {
  type BothEngines,
  bothEngines,
  ENGINES,
  type EngineName,
  plainValue,
  sameMetrics,
  sameModels,
} from './on-both-engines.ts';
export { openShop, type Shop } from './shop.ts';
