/** The engine's own parse tree, from `json_serialize_sql`. */
export type Tree = null | string | number | boolean | Tree[] | { [key: string]: Tree };
export type Branch = { [key: string]: Tree };

export const isBranch = (tree: Tree | undefined): tree is Branch =>
  typeof tree === 'object' && tree !== null && !Array.isArray(tree);
export const word = (tree: Tree | undefined): string => (typeof tree === 'string' ? tree : '');
export const list = (tree: Tree | undefined): Tree[] => (Array.isArray(tree) ? tree : []);
export const branches = (tree: Tree | undefined): Branch[] => list(tree).filter(isBranch);
export const words = (tree: Tree | undefined): string[] => list(tree).map(word);
export const sameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
