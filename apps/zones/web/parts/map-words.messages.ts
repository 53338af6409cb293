import { defineMessages } from '@griot/ui';

export const mapWordsMessages = defineMessages({
  fr: {
    below: 'moins de {limit}\u202f%',
    between: '{from} à {to}\u202f%',
    above: '{limit}\u202f% et plus',
    fewer: 'moins de {limit}',
    betweenCounts: '{from} à {to}',
    atLeast: '{limit} et plus',
  },
  en: {
    below: 'less than {limit}%',
    between: '{from} to {to}%',
    above: '{limit}% and more',
    fewer: 'fewer than {limit}',
    betweenCounts: '{from} to {to} clients',
    atLeast: '{limit} and more',
  },
});
