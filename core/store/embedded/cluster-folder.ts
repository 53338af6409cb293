import { closeSync, constants, openSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import type { RunAs } from './run-as.ts';

/**
 * How PostgreSQL is told where its data is.
 *
 * As root we drop to an account that may not be allowed through the parents of the data folder (a 0700 home). Linux
 * checks permissions along a path, and a path that begins at an open descriptor begins below those parents: we open
 * the folder while we are root, hand it down as descriptor 3, and PostgreSQL is given `/proc/self/fd/3/cluster`.
 * It enters the folder at start and works with relative names from then on; the descriptor stays open in it and in
 * its children, so a reload finds the same path. The cluster stays where the user asked, nobody's modes are changed.
 */
export interface ClusterPath {
  /** What to write after -D. */
  argument: string;
  /** Descriptors for the child, from 3 on. */
  inherit: number[];
  close(): void;
}

export function openClusterPath(dataDir: string, name: string, runAs: RunAs | undefined): ClusterPath {
  if (runAs === undefined || process.platform !== 'linux' || everybodyPasses(dataDir)) {
    return { argument: path.join(dataDir, name), inherit: [], close: () => {} };
  }
  const descriptor = openSync(dataDir, constants.O_RDONLY | constants.O_DIRECTORY);
  return { argument: `/proc/self/fd/3/${name}`, inherit: [descriptor], close: () => closeSync(descriptor) };
}

/** Whether any account may go through the folder and all its parents. */
export function everybodyPasses(folder: string): boolean {
  for (let at = realpathSync(folder); ; at = path.dirname(at)) {
    if ((statSync(at).mode & 0o001) === 0) return false;
    if (at === path.dirname(at)) return true;
  }
}
