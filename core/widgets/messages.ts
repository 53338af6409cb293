/** Sentences of this package's error codes, for whichever capability reads widgets. */
export const widgetsMessages = {
  fr: {
    'widgets.yaml_invalid':
      '{file} : {count} erreur(s) à corriger, la première à la ligne {line} ({fault}). Rien n’a été enregistré.',
  },
  en: {
    'widgets.yaml_invalid': '{file}: {count} error(s) to mend, the first on line {line} ({fault}). Nothing was saved.',
  },
};
