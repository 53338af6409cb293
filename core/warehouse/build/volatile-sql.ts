/**
 * Whether the same SQL over the same tables may answer otherwise later: `always` (clock, chance), `day` (today's date), or
 * not at all. Decided on the words of the SQL outside comments, texts and quoted names; a doubt makes a rebuild, never a
 * stale table.
 */
export type Volatility = 'never' | 'day' | 'always';

const NOISE = /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"/g;
const ALWAYS =
  /\b(current_timestamp|current_time|localtime|localtimestamp|now\s*\(|get_current_\w+|transaction_timestamp|current_localtime\w*|random\s*\(|setseed|gen_random_uuid|uuid\w*\s*\(|nextval|currval|txid_current)/i;
const BY_DAY = /\b(current_date\b|today\s*\()/i;

export function volatility(sql: string): Volatility {
  const words = sql.replace(NOISE, ' ');
  if (ALWAYS.test(words)) return 'always';
  return BY_DAY.test(words) ? 'day' : 'never';
}
