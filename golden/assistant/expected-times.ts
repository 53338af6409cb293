/** Days that an expectation's time stands for, worked out apart from the assistant's grammar: plain dates and arithmetic. */
export function timeOf(word: string, today: string): { from: string; to: string } {
  const [year = 0, month = 0] = today.split('-').map(Number);
  const text = (date: Date) => date.toISOString().slice(0, 10);
  const at = (y: number, m: number, d: number) => text(new Date(Date.UTC(y, m - 1, d)));
  const months = (y: number, m: number, count: number) => ({ from: at(y, m, 1), to: at(y, m + count, 0) });
  const plus = (day: string, days: number) => text(new Date(Date.parse(day) + days * 86_400_000));
  const cut = ({ from, to }: { from: string; to: string }) => ({ from, to: to > today ? today : to });
  const quarter = Math.ceil(month / 3);
  const monday = plus(today, -((new Date(today).getUTCDay() + 6) % 7));
  const span = /^(\S+)\.\.(\S+)$/.exec(word);
  if (span?.[1] && span[2])
    return {
      from: span[1] === 'start' ? '1900-01-01' : timeOf(span[1], today).from,
      to: span[2] === 'now' ? today : timeOf(span[2], today).to,
    };
  if (/^\d{4}-\d{2}-\d{2}$/.test(word)) return { from: word, to: word };
  const named: Record<string, () => { from: string; to: string }> = {
    today: () => ({ from: today, to: today }),
    yesterday: () => ({ from: plus(today, -1), to: plus(today, -1) }),
    this_week: () => ({ from: monday, to: today }),
    last_week: () => ({ from: plus(monday, -7), to: plus(monday, -1) }),
    this_month: () => ({ from: at(year, month, 1), to: today }),
    last_month: () => months(year, month - 1, 1),
    this_quarter: () => ({ from: at(year, quarter * 3 - 2, 1), to: today }),
    last_quarter: () => months(year, quarter * 3 - 5, 3),
    this_year: () => ({ from: at(year, 1, 1), to: today }),
    last_year: () => months(year - 1, 1, 12),
    year_ago: () => ({
      from: at(year - 1, month, Number(today.slice(8))),
      to: at(year - 1, month, Number(today.slice(8))),
    }),
  };
  const plain = named[word];
  if (plain) return plain();
  const last = /^last_(\d+)_(days|months)$/.exec(word);
  if (last) {
    const count = Number(last[1]);
    return last[2] === 'days'
      ? { from: plus(today, 1 - count), to: today }
      : { from: at(year, month - count + 1, 1), to: today };
  }
  const since = /^since_(\d+)_months$/.exec(word);
  if (since) return { from: at(year, month - Number(since[1]), Number(today.slice(8))), to: today };
  const latest = /^latest-(\d{2})$/.exec(word);
  if (latest) {
    const wanted = Number(latest[1]);
    return cut(months(wanted <= month ? year : year - 1, wanted, 1));
  }
  const part = /^(\d{4}|this|last)-([QSM])(\d{1,2})$/.exec(word);
  if (part) {
    const size = part[2] === 'Q' ? 3 : part[2] === 'S' ? 6 : 1;
    const y = part[1] === 'this' ? year : part[1] === 'last' ? year - 1 : Number(part[1]);
    return cut(months(y, (Number(part[3]) - 1) * size + 1, size));
  }
  if (/^\d{4}$/.test(word)) return cut(months(Number(word), 1, 12));
  if (/^\d{4}-\d{2}$/.test(word)) return cut(months(Number(word.slice(0, 4)), Number(word.slice(5)), 1));
  throw new Error(`no such time: ${word}`);
}
