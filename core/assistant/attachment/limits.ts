/** What an attached file may cost. All of it is measured while it is read, in a process of its own. */
export const LIMITS = {
  bytes: 20 * 1024 * 1024,
  rows: 200_000,
  columns: 60,
  cells: 4_000_000,
  /** Characters of one cell that are kept. */
  cell: 1000,
  readMs: 30_000,
  /** Megabytes of the reading process. */
  readHeap: 768,
  /** A file goes so long after it came, and with its conversation. */
  livesMs: 24 * 3_600_000,
  /** Files of one person at a time; the oldest gives way. */
  perPerson: 5,
} as const;
