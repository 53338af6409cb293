import type { z } from 'zod';
import type { Language } from './catalogue.ts';

type Issue = z.core.$ZodIssue;
type RawIssue = Parameters<z.core.$ZodErrorMap>[0];

const TYPES: Record<Language, Record<string, string>> = {
  fr: {
    string: 'un texte',
    number: 'un nombre',
    int: 'un nombre entier',
    boolean: 'vrai ou faux',
    array: 'une liste',
    object: 'un objet',
    record: 'un objet',
    date: 'une date',
    null: 'null',
  },
  en: {
    string: 'text',
    number: 'a number',
    int: 'a whole number',
    boolean: 'true or false',
    array: 'a list',
    object: 'an object',
    record: 'an object',
    date: 'a date',
    null: 'null',
  },
};

const FORMATS: Record<Language, Record<string, string>> = {
  fr: {
    email: 'une adresse e-mail',
    uuid: 'un identifiant (UUID)',
    url: 'une adresse web',
    date: 'une date AAAA-MM-JJ',
    datetime: 'une date et une heure ISO 8601',
    time: 'une heure',
    regex: 'au bon format',
  },
  en: {
    email: 'an e-mail address',
    uuid: 'an identifier (UUID)',
    url: 'a web address',
    date: 'a date YYYY-MM-DD',
    datetime: 'an ISO 8601 date and time',
    time: 'a time',
    regex: 'in the right format',
  },
};

/** One short sentence for a fault that zod found; a schema's own message is used as it is. */
export function issueSentences(language: Language): (issue: RawIssue) => string {
  return language === 'fr' ? french : english;
}

function french(issue: RawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'obligatoire' : `doit être ${TYPES.fr[issue.expected] ?? issue.expected}`;
    case 'too_small':
      return `${limit(issue, 'fr')} ${issue.inclusive === false ? 'plus de ' : 'au moins '}${issue.minimum}${unit(issue, 'fr')}`;
    case 'too_big':
      return `${limit(issue, 'fr')} ${issue.inclusive === false ? 'moins de ' : 'au plus '}${issue.maximum}${unit(issue, 'fr')}`;
    case 'invalid_format':
      return `doit être ${FORMATS.fr[issue.format] ?? 'au bon format'}`;
    case 'invalid_value':
      return `doit être l’une de ces valeurs : ${issue.values.map(String).join(', ')}`;
    case 'unrecognized_keys':
      return `champ inconnu : ${issue.keys.join(', ')}`;
    case 'not_multiple_of':
      return `doit être un multiple de ${issue.divisor}`;
    default:
      return 'valeur incorrecte';
  }
}

function english(issue: RawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'required' : `must be ${TYPES.en[issue.expected] ?? issue.expected}`;
    case 'too_small':
      return `${limit(issue, 'en')} ${issue.inclusive === false ? 'more than ' : 'at least '}${issue.minimum}${unit(issue, 'en')}`;
    case 'too_big':
      return `${limit(issue, 'en')} ${issue.inclusive === false ? 'less than ' : 'at most '}${issue.maximum}${unit(issue, 'en')}`;
    case 'invalid_format':
      return `must be ${FORMATS.en[issue.format] ?? 'in the right format'}`;
    case 'invalid_value':
      return `must be one of: ${issue.values.map(String).join(', ')}`;
    case 'unrecognized_keys':
      return `unknown field: ${issue.keys.join(', ')}`;
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`;
    default:
      return 'wrong value';
  }
}

type Sized = Extract<Issue, { code: 'too_small' | 'too_big' }>;
const isCounted = (origin: string): boolean => ['string', 'array', 'set', 'map', 'file'].includes(origin);

function limit(issue: Pick<Sized, 'origin'>, language: Language): string {
  if (language === 'fr') return isCounted(issue.origin) ? 'doit avoir' : 'doit valoir';
  return isCounted(issue.origin) ? 'must have' : 'must be';
}

function unit(issue: Pick<Sized, 'origin'>, language: Language): string {
  if (issue.origin === 'string') return language === 'fr' ? ' caractère(s)' : ' character(s)';
  if (isCounted(issue.origin)) return language === 'fr' ? ' élément(s)' : ' item(s)';
  return '';
}
