/** Sentences of this package's error codes, for whichever capability reads widgets. */
export const widgetsMessages = {
  fr: {
    'widgets.print_failed': 'Rien n’a été envoyé : « {widget} » n’a pas pu être calculé ({reason}).',
    'widgets.print_empty': 'Rien n’a été envoyé : « {widget} » est vide sur cette période.',
    'widgets.yaml_invalid':
      '{file} : {count} erreur(s) à corriger, la première à la ligne {line} ({fault}). Rien n’a été enregistré.',
  },
  en: {
    'widgets.print_failed': 'Nothing was sent: “{widget}” could not be computed ({reason}).',
    'widgets.print_empty': 'Nothing was sent: “{widget}” is empty over this period.',
    'widgets.yaml_invalid': '{file}: {count} error(s) to mend, the first on line {line} ({fault}). Nothing was saved.',
  },
};
