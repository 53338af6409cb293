import type { MessageSet } from '@griot/http';

/** Sentences of the drive; those of core/files itself are in core/http. */
export const driveMessages: MessageSet = {
  fr: {
    'drive.no_import': 'Cet import n’existe pas, ou vous n’en avez pas le droit.',
    'drive.read_only': 'Vous pouvez voir « {path} », pas y déposer ni le modifier.',
    'drive.unknown_grantee':
      'Ce destinataire n’est ni un membre ni un rôle de votre organisation, ou il est cité deux fois.',
    'drive.no_preview': '« {name} » ne peut pas être montré ici : téléchargez-le.',
    'drive.tus_version': 'L’envoi doit suivre tus {version} (en-tête Tus-Resumable).',
    'drive.tus_header': 'L’en-tête {header} manque, ou n’est pas un nombre entier.',
    'files.upload_unknown': 'Cet envoi n’existe pas, n’est pas le vôtre, ou a expiré : recommencez-le.',
    'files.upload_offset': 'L’envoi en est à {received} octets : reprenez de là.',
    'files.upload_too_long': 'Il arrive plus d’octets qu’annoncé : recommencez l’envoi.',
    'files.upload_busy': 'Ce fichier est en train d’être rangé : un instant.',
    'files.share_invalid': 'Ce partage n’est pas possible.',
    'files.storage_refused': 'Le stockage des fichiers refuse la clé de Griot : prévenez votre administrateur.',
    'files.storage_unavailable': 'Le stockage des fichiers ne répond pas : réessayez dans un instant.',
  },
  en: {
    'drive.no_import': 'There is no such import, or you may not run it.',
    'drive.read_only': 'You can see “{path}”, not put anything there or change it.',
    'drive.unknown_grantee': 'This is neither a member nor a role of your organisation, or it is named twice.',
    'drive.no_preview': '“{name}” cannot be shown here: download it.',
    'drive.tus_version': 'Uploads follow tus {version} (header Tus-Resumable).',
    'drive.tus_header': 'The header {header} is missing, or is no whole number.',
    'files.upload_unknown': 'There is no such upload, it is not yours, or it has expired: begin again.',
    'files.upload_offset': 'The upload stands at {received} bytes: go on from there.',
    'files.upload_too_long': 'More bytes arrive than were announced: begin again.',
    'files.upload_busy': 'This file is being put away: one moment.',
    'files.share_invalid': 'This cannot be shared so.',
    'files.storage_refused': 'The file storage refuses Griot’s key: tell your administrator.',
    'files.storage_unavailable': 'The file storage does not answer: try again in a moment.',
  },
};
