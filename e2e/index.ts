export { surviveKills } from './crash/survive-kills.ts';
export { trialOfRuns } from './crash/trial-of-runs.ts';
