export { offersFor } from '../answer/offers.ts';
export { tokenize } from '../language/tokens.ts';
export { buildLexicon, type Lexicon } from '../lexicon/build-lexicon.ts';
export type { Period } from '../time/period.ts';
export { readTime } from '../time/read-time.ts';
export { type Asked, writeAsked } from '../understand/asked.ts';
export { understand } from '../understand/understand.ts';
export { type FuzzReport, fuzzUnderstanding } from './fuzz.ts';
export { type FuzzReader, fuzzLive } from './fuzz-live.ts';
