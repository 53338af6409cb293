/** The two ends of a content; of a short one both are the whole. */
export interface Ends {
  head: Buffer;
  tail: Buffer;
  size: number;
}
