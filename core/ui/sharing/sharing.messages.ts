import { defineMessages } from '../i18n/define-messages.ts';

export const sharingMessages = defineMessages({
  fr: {
    title: 'Partager « {name} »',
    everybody: 'Toute l’organisation',
    role: 'Rôle : {name}',
    notShared: 'Pas de partage',
    mayView: 'Peut consulter',
    mayEdit: 'Peut modifier',
    add: 'Ajouter un rôle ou une personne',
    save: 'Enregistrer',
    saved: 'Partage enregistré.',
    failed: 'Le partage n’a pas été enregistré',
  },
  en: {
    title: 'Share “{name}”',
    everybody: 'The whole organisation',
    role: 'Role: {name}',
    notShared: 'Not shared',
    mayView: 'May view',
    mayEdit: 'May edit',
    add: 'Add a role or a person',
    save: 'Save',
    saved: 'Sharing saved.',
    failed: 'The sharing was not saved',
  },
});
