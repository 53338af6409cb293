/** `modules.datetime` in the small: datetime, date, timedelta, enough for dates in SQL. `now()` is the start of the run, so that equal runs compile alike. */
import { bindArguments } from '../jinja/arguments.ts';
import { str } from '../jinja/text.ts';
import { Callable, dict, float, HostObject, isNumber, TemplateError, toNumber, type Value } from '../jinja/values.ts';

const DAY_MS = 86_400_000;
const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

const two = (value: number) => String(value).padStart(2, '0');

function dayOfYear(date: Date): number {
  return Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / DAY_MS) + 1;
}

/** ISO 8601 week and its year. */
function isoWeek(date: Date): { year: number; week: number } {
  const weekday = (date.getUTCDay() + 6) % 7;
  const thursday = new Date(date.getTime() + (3 - weekday) * DAY_MS);
  return { year: thursday.getUTCFullYear(), week: Math.floor((dayOfYear(thursday) - 1) / 7) + 1 };
}

function strftime(date: Date, format: string): string {
  return format.replace(/%(-?)([a-zA-Z%])/g, (whole, plain: string, code: string) => {
    const padded = (value: number) => (plain ? String(value) : two(value));
    switch (code) {
      case 'Y':
        return String(date.getUTCFullYear());
      case 'y':
        return two(date.getUTCFullYear() % 100);
      case 'm':
        return padded(date.getUTCMonth() + 1);
      case 'd':
        return padded(date.getUTCDate());
      case 'H':
        return padded(date.getUTCHours());
      case 'I':
        return padded(((date.getUTCHours() + 11) % 12) + 1);
      case 'M':
        return padded(date.getUTCMinutes());
      case 'S':
        return padded(date.getUTCSeconds());
      case 'f':
        return String(date.getUTCMilliseconds() * 1000).padStart(6, '0');
      case 'p':
        return date.getUTCHours() < 12 ? 'AM' : 'PM';
      case 'j':
        return String(dayOfYear(date)).padStart(3, '0');
      case 'A':
        return DAYS[date.getUTCDay()] ?? '';
      case 'a':
        return DAYS[date.getUTCDay()]?.slice(0, 3) ?? '';
      case 'B':
        return MONTHS[date.getUTCMonth()] ?? '';
      case 'b':
        return MONTHS[date.getUTCMonth()]?.slice(0, 3) ?? '';
      case 'u':
        return String(date.getUTCDay() || 7);
      case 'w':
        return String(date.getUTCDay());
      case 'V':
        return two(isoWeek(date).week);
      case 'G':
        return String(isoWeek(date).year);
      case 's':
        return String(Math.floor(date.getTime() / 1000));
      case 'z':
        return '+0000';
      case 'Z':
        return 'UTC';
      case '%':
        return '%';
    }
    return whole;
  });
}

class TimeDelta extends HostObject {
  readonly ms: number;
  constructor(ms: number) {
    super();
    this.ms = ms;
  }
  override attr(name: string): Value | undefined {
    if (name === 'days') return Math.floor(this.ms / DAY_MS);
    if (name === 'seconds') return Math.floor((this.ms - Math.floor(this.ms / DAY_MS) * DAY_MS) / 1000);
    if (name === 'total_seconds') return new Callable(name, () => float(this.ms / 1000));
    return undefined;
  }
  override operate(operator: string, right: Value): Value | undefined {
    if (right instanceof TimeDelta && operator === '+') return new TimeDelta(this.ms + right.ms);
    if (right instanceof TimeDelta && operator === '-') return new TimeDelta(this.ms - right.ms);
    if (isNumber(right) && operator === '*') return new TimeDelta(this.ms * toNumber(right));
    return right instanceof DateTime && operator === '+' ? right.operate('+', this) : undefined;
  }
  override identity(): unknown {
    return this.ms;
  }
  override str(): string {
    const days = Math.floor(this.ms / DAY_MS);
    const rest = Math.floor((this.ms - days * DAY_MS) / 1000);
    const clock = `${Math.floor(rest / 3600)}:${two(Math.floor(rest / 60) % 60)}:${two(rest % 60)}`;
    return days === 0 ? clock : `${days} day${Math.abs(days) === 1 ? '' : 's'}, ${clock}`;
  }
}

/** A point in time in UTC, or (`dateOnly`) a day. */
export class DateTime extends HostObject {
  readonly #date: Date;
  readonly #dateOnly: boolean;

  constructor(date: Date, dateOnly = false) {
    super();
    if (Number.isNaN(date.getTime())) throw new TemplateError('not a date');
    this.#date = date;
    this.#dateOnly = dateOnly;
  }

  override attr(name: string): Value | undefined {
    const date = this.#date;
    const method = (run: (args: Value[], kwargs: Map<string, Value>) => Value) => new Callable(name, run);
    switch (name) {
      case 'year':
        return date.getUTCFullYear();
      case 'month':
        return date.getUTCMonth() + 1;
      case 'day':
        return date.getUTCDate();
      case 'hour':
        return date.getUTCHours();
      case 'minute':
        return date.getUTCMinutes();
      case 'second':
        return date.getUTCSeconds();
      case 'microsecond':
        return date.getUTCMilliseconds() * 1000;
      case 'strftime':
        return method(([format]) => strftime(date, str(format ?? '')));
      case 'isoformat':
        return method(() => this.str().replace(' ', 'T'));
      case 'date':
        return method(() => new DateTime(new Date(Math.floor(date.getTime() / DAY_MS) * DAY_MS), true));
      case 'weekday':
        return method(() => (date.getUTCDay() + 6) % 7);
      case 'isoweekday':
        return method(() => date.getUTCDay() || 7);
      case 'timestamp':
        return method(() => float(date.getTime() / 1000));
      case 'astimezone':
        return method(() => this);
      case 'replace':
        return method((args, kwargs) => {
          const parts = ['year?', 'month?', 'day?', 'hour?', 'minute?', 'second?', 'microsecond?', 'tzinfo?'];
          const given = bindArguments(name, parts, args, kwargs);
          const now = [
            date.getUTCFullYear(),
            date.getUTCMonth() + 1,
            date.getUTCDate(),
            date.getUTCHours(),
            date.getUTCMinutes(),
            date.getUTCSeconds(),
            date.getUTCMilliseconds() * 1000,
          ];
          const [y = 0, mo = 1, d = 1, h = 0, mi = 0, s = 0, us = 0] = now.map((value, index) => {
            const other = given[index];
            return typeof other === 'number' ? other : value;
          });
          return new DateTime(new Date(Date.UTC(y, mo - 1, d, h, mi, s, us / 1000)), this.#dateOnly);
        });
    }
    return undefined;
  }

  override operate(operator: string, right: Value): Value | undefined {
    if (right instanceof TimeDelta && (operator === '+' || operator === '-')) {
      const ms = this.#date.getTime() + (operator === '+' ? right.ms : -right.ms);
      return new DateTime(new Date(ms), this.#dateOnly);
    }
    if (right instanceof DateTime && operator === '-')
      return new TimeDelta(this.#date.getTime() - right.#date.getTime());
    return undefined;
  }

  override identity(): unknown {
    return this.#date.getTime();
  }

  override str(): string {
    const format = this.#dateOnly
      ? '%Y-%m-%d'
      : this.#date.getUTCMilliseconds() === 0
        ? '%Y-%m-%d %H:%M:%S+00:00'
        : '%Y-%m-%d %H:%M:%S.%f+00:00';
    return strftime(this.#date, format);
  }
}

/** Reads what `strptime` is commonly used for: numeric dates and times. */
function strptime(text: string, format: string): Date {
  if (format.length > 40) throw new TemplateError('the date format is too long');
  const names: string[] = [];
  const pattern = format.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/%([a-zA-Z])/g, (_, code: string) => {
    names.push(code);
    return code === 'Y' ? '(\\d{4})' : code === 'f' ? '(\\d{1,6})' : '(\\d{1,2})';
  });
  const match = new RegExp(`^${pattern}$`).exec(text);
  if (!match) throw new TemplateError(`'${text}' does not match the format '${format}'`);
  const get = (code: string, fallback: number) => {
    const at = names.indexOf(code);
    return at === -1 ? fallback : Number(match[at + 1]);
  };
  return new Date(Date.UTC(get('Y', 1900), get('m', 1) - 1, get('d', 1), get('H', 0), get('M', 0), get('S', 0)));
}

const UNITS: Record<string, number> = {
  days: DAY_MS,
  seconds: 1000,
  microseconds: 0.001,
  milliseconds: 1,
  minutes: 60_000,
  hours: 3_600_000,
  weeks: 7 * DAY_MS,
};

export function datetimeModule(now: Date): Value {
  const number = (value: Value | undefined) => (value !== undefined && isNumber(value) ? toNumber(value) : 0);
  const build = (dateOnly: boolean) => (args: Value[], kwargs: Map<string, Value>) => {
    const names = ['year', 'month', 'day', 'hour?', 'minute?', 'second?', 'microsecond?', 'tzinfo?'];
    const [y, mo, d, h, mi, s, us] = bindArguments('datetime', names, args, kwargs).map(number);
    return new DateTime(
      new Date(Date.UTC(y ?? 0, (mo ?? 1) - 1, d ?? 1, h ?? 0, mi ?? 0, s ?? 0, (us ?? 0) / 1000)),
      dateOnly,
    );
  };
  const today = () => new DateTime(new Date(Math.floor(now.getTime() / DAY_MS) * DAY_MS), true);
  const type = (name: string, dateOnly: boolean): Value => new DateType(name, build(dateOnly), now, today);
  return dict([
    ['datetime', type('datetime', false)],
    ['date', type('date', true)],
    [
      'timedelta',
      new Callable('timedelta', (args, kwargs) => {
        const names = Object.keys(UNITS);
        const given = bindArguments(
          'timedelta',
          names.map((name) => `${name}?`),
          args,
          kwargs,
        );
        return new TimeDelta(names.reduce((sum, name, index) => sum + number(given[index]) * (UNITS[name] ?? 0), 0));
      }),
    ],
  ]);
}

class DateType extends HostObject {
  readonly #name: string;
  readonly #build: (args: Value[], kwargs: Map<string, Value>) => Value;
  readonly #now: Date;
  readonly #today: () => Value;

  constructor(
    name: string,
    build: (args: Value[], kwargs: Map<string, Value>) => Value,
    now: Date,
    today: () => Value,
  ) {
    super();
    this.#name = name;
    this.#build = build;
    this.#now = now;
    this.#today = today;
  }

  override call(args: Value[], kwargs: Map<string, Value>): Value {
    return this.#build(args, kwargs);
  }

  override attr(name: string): Value | undefined {
    if (name === 'now' || name === 'utcnow') return new Callable(name, () => new DateTime(this.#now));
    if (name === 'today') return new Callable(name, this.#today);
    if (name === 'strptime')
      return new Callable(name, ([text, format]) => new DateTime(strptime(str(text ?? ''), str(format ?? ''))));
    if (name === 'fromisoformat') {
      return new Callable(name, ([text]) => {
        const value = str(text ?? '');
        const dateOnly = /^\d{4}-\d{2}-\d{2}$/.test(value);
        const zoned = dateOnly || /(?:Z|[+-]\d{2}:?\d{2})$/.test(value) ? value : `${value}Z`;
        return new DateTime(new Date(zoned.replace(' ', 'T')), dateOnly);
      });
    }
    return undefined;
  }

  override str(): string {
    return `<${this.#name}>`;
  }
}
