import { defineMessages } from '../i18n/define-messages.ts';

export const tilesMessages = defineMessages({
  fr: {
    tile: '{name} : flèches pour déplacer, Maj et flèches pour la taille, Entrée pour régler, Suppr pour retirer',
    placed: '{name} : colonne {column}, ligne {row}, {width} sur {height}',
    setUp: 'Régler l’élément',
    duplicate: 'Dupliquer',
    remove: 'Retirer',
  },
  en: {
    tile: '{name}: arrows to move, Shift and arrows for its size, Enter to set up, Delete to remove',
    placed: '{name}: column {column}, row {row}, {width} by {height}',
    setUp: 'Set up the item',
    duplicate: 'Duplicate',
    remove: 'Remove',
  },
});
