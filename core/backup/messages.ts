import type { MessageSet } from '@griot/http';

export const backupMessages: MessageSet = {
  fr: {
    'backup.not_an_archive': 'Ce fichier n’est pas une sauvegarde de Griot.',
    'backup.key_needed': 'Cette sauvegarde est chiffrée : donnez sa clé.',
    'backup.key_wrong': 'La clé n’est pas celle de cette sauvegarde.',
    'backup.key_too_short': 'La clé doit avoir au moins {bytes} octets.',
    'backup.truncated': 'La sauvegarde est incomplète : sa fin manque.',
    'backup.damaged': 'La sauvegarde est abîmée ou a été modifiée.',
    'backup.incomplete': 'Il manque une partie de la sauvegarde : {entry}.',
    'backup.target_not_empty': 'La base à remplir n’est pas vide : restaurez dans une base et un dossier neufs.',
    'backup.newer_than_here': 'La sauvegarde vient d’une version plus récente : mettez Griot à jour ({set}/{file}).',
    'backup.secret_differs': 'GRIOT_SECRET n’est pas celui de l’installation sauvegardée.',
    'backup.warehouse_busy': 'L’entrepôt est resté occupé par un calcul : la sauvegarde est à refaire.',
    'backup.file_vanished': 'Un fichier a disparu pendant la sauvegarde : {key}.',
    'backup.keep_invalid': 'Durée de conservation illisible : « {value} » (exemple : 7d,4w).',
  },
  en: {
    'backup.not_an_archive': 'This file is not a backup of Griot.',
    'backup.key_needed': 'This backup is encrypted: give its key.',
    'backup.key_wrong': 'The key is not that of this backup.',
    'backup.key_too_short': 'The key must have at least {bytes} bytes.',
    'backup.truncated': 'The backup is not whole: its end is missing.',
    'backup.damaged': 'The backup is damaged or was changed.',
    'backup.incomplete': 'A part of the backup is missing: {entry}.',
    'backup.target_not_empty': 'The database is not empty: restore into a new database and a new folder.',
    'backup.newer_than_here': 'The backup comes from a newer version: update Griot ({set}/{file}).',
    'backup.secret_differs': 'GRIOT_SECRET is not that of the installation that was backed up.',
    'backup.warehouse_busy': 'The warehouse was busy with a build all the time: back up again.',
    'backup.file_vanished': 'A file vanished during the backup: {key}.',
    'backup.keep_invalid': 'Cannot read what to keep: “{value}” (example: 7d,4w).',
  },
};
