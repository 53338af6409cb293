import type { MessageSet } from '@griot/http';

export const comptaMessages: MessageSet = {
  fr: {
    'compta.client_unknown': 'Ce client n’existe pas, ou vous ne pouvez pas le voir.',
    'compta.client_exists': 'Un client porte déjà le nom « {name} ».',
    'compta.client_archived': 'Ce client est archivé : il ne reçoit plus de fichiers.',
    'compta.client_missing': 'Indiquez le client avant les fichiers (champ clientId).',
    'compta.no_files': 'Aucun fichier n’a été envoyé.',
    'compta.batch_unknown': 'Ce lot n’existe pas, ou vous ne pouvez pas le voir.',
    'compta.batch_not_ready': 'Ce lot ne peut pas être chargé : il est à l’état {status}.',
    'compta.batch_has_errors': 'Ce lot a {errors} erreur(s) : corrigez les fichiers et renvoyez-les.',
    'compta.confirm_needed': 'Confirmez : {what}.',
    'compta.period_overlaps':
      'Une autre période de ce client, chargée ou en cours, a des jours en commun avec celle-ci.',
    'compta.files_changed': 'Un fichier a changé depuis son contrôle : renvoyez les fichiers.',
    'compta.not_restorable': 'Ce lot n’a jamais été chargé : il n’y a rien à restaurer.',
    'compta.not_published': 'Aucun chiffre n’est encore publié pour ce client.',
    'compta.demo_failed': 'Les données de démonstration n’ont pas pu être chargées.',
  },
  en: {
    'compta.client_unknown': 'This client does not exist, or you may not see it.',
    'compta.client_exists': 'A client is already called “{name}”.',
    'compta.client_archived': 'This client is archived: it takes no more files.',
    'compta.client_missing': 'Say the client before the files (field clientId).',
    'compta.no_files': 'No file was sent.',
    'compta.batch_unknown': 'This batch does not exist, or you may not see it.',
    'compta.batch_not_ready': 'This batch cannot be loaded: its state is {status}.',
    'compta.batch_has_errors': 'This batch has {errors} error(s): mend the files and send them again.',
    'compta.confirm_needed': 'Confirm: {what}.',
    'compta.period_overlaps': 'Another period of this client, loaded or under way, shares days with this one.',
    'compta.files_changed': 'A file has changed since it was checked: send the files again.',
    'compta.not_restorable': 'This batch was never loaded: there is nothing to restore.',
    'compta.not_published': 'No figures of this client are published yet.',
    'compta.demo_failed': 'The demonstration data could not be loaded.',
  },
};
