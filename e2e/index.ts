export { loadOnePeriod } from './compta/load-one-period.ts';
export { manyClients } from './compta/many-clients.ts';
export { ALL_KILLS, surviveLoadKills } from './compta/survive-load-kills.ts';
export { writeFec } from './compta/write-fec.ts';
export { surviveKills } from './crash/survive-kills.ts';
export { trialOfRuns } from './crash/trial-of-runs.ts';
export { exactnessTrial } from './payops/exactness-trial.ts';
