import type { MessageSet } from '@griot/http';

/** Sentences of this application's own error codes. */
export const zonesMessages: MessageSet = {
  fr: {
    'zones.not_published':
      'Aucun chiffre n’est encore publié : importez vos fichiers sources, puis attendez la fin du calcul.',
    'zones.zone_unknown': 'La zone « {zone} » n’existe pas, ou vous ne pouvez pas la voir.',
    'zones.metric_unknown': 'L’indicateur « {metric} » n’existe pas.',
    'zones.client_unknown': 'Le client « {id} » n’existe pas, ou vous ne pouvez pas le voir.',
    'zones.outside_scope': 'Votre accès est limité à d’autres applications.',
    'zones.sort_unknown': 'Ce tri n’existe pas : {sort} (possibles : {known}).',
    'zones.list_moved': 'La liste a été recalculée entre-temps : revenez à la première page.',
    'zones.no_files': 'Aucun fichier n’a été envoyé.',
    'zones.folder_closed': 'Ce dossier n’est pas ouvert à l’import : {folder}.',
    'zones.folder_empty': 'Ce dossier ne contient aucun fichier lisible : {folder}.',
    'zones.table_unknown': 'La table « {table} » n’existe pas.',
    'zones.columns_missing': 'Pour importer des {table}, il manque : {columns}.',
    'zones.column_unknown': 'La colonne « {column} » ou son titre n’existe pas.',
    'zones.import_unknown': 'Cet import n’existe pas.',
    'zones.no_rejects': 'Aucune ligne n’a été mise de côté pour cette table.',
    'zones.tenant_unknown': 'Cette organisation n’existe pas.',
    'zones.demo_failed': 'Les données de démonstration n’ont pas pu être chargées.',
  },
  en: {
    'zones.not_published': 'No figure is published yet: import your source files, then wait for the pipeline.',
    'zones.zone_unknown': 'The zone “{zone}” does not exist, or you may not see it.',
    'zones.metric_unknown': 'There is no figure “{metric}”.',
    'zones.client_unknown': 'The client “{id}” does not exist, or you may not see it.',
    'zones.outside_scope': 'Your access is limited to other applications.',
    'zones.sort_unknown': 'This order does not exist: {sort} (possible: {known}).',
    'zones.list_moved': 'The list was computed again meanwhile: go back to the first page.',
    'zones.no_files': 'No file was sent.',
    'zones.folder_closed': 'This folder is not open to imports: {folder}.',
    'zones.folder_empty': 'This folder has no readable file: {folder}.',
    'zones.table_unknown': 'There is no table “{table}”.',
    'zones.columns_missing': 'To import {table}, these are missing: {columns}.',
    'zones.column_unknown': 'There is no column “{column}”, or no such title.',
    'zones.import_unknown': 'This import does not exist.',
    'zones.no_rejects': 'No row of this table was set aside.',
    'zones.tenant_unknown': 'This organisation does not exist.',
    'zones.demo_failed': 'The demonstration data could not be loaded.',
  },
};
