/** Stands where `node:crypto` would be in the pages: nothing there may ask for it. */
function missing(): never {
  throw new Error('node:crypto does not exist in the pages');
}

export const createHash = missing;
export const randomBytes = missing;
