import type { MessageSet } from '@griot/http';
import { widgetsMessages } from '@griot/widgets';

export const reportsMessages: MessageSet = {
  fr: {
    ...widgetsMessages.fr,
    'reports.unknown_template': 'Ce rapport n’existe pas, ou son application n’est pas ouverte à votre organisation.',
    'reports.foreign_file': 'Le fichier {file} parle d’une autre application que {application}.',
    'reports.no_access': '{name} n’a pas le droit de consulter ces chiffres : rien ne lui est envoyé.',
    'reports.no_recipient': 'Ce destinataire n’est pas un membre actif de votre organisation.',
    'reports.no_address': '{name} n’a pas d’adresse électronique.',
    'reports.not_their_eyes': 'Votre accès est limité : vous ne pouvez prévisualiser que votre propre exemplaire.',
    'reports.unknown_schedule': 'Cet envoi programmé n’existe pas.',
    'reports.unknown_send': 'Cet envoi n’existe pas, ou vous ne pouvez pas le voir.',
    'reports.nothing_to_resend': '« {title} » n’avait pas été envoyé : il n’y a rien à renvoyer.',
  },
  en: {
    ...widgetsMessages.en,
    'reports.unknown_template': 'This report does not exist, or its application is not open to your organisation.',
    'reports.foreign_file': 'The file {file} speaks of another application than {application}.',
    'reports.no_access': '{name} may not see these figures: nothing is sent to them.',
    'reports.no_recipient': 'This recipient is no active member of your organisation.',
    'reports.no_address': '{name} has no e-mail address.',
    'reports.not_their_eyes': 'Your access is limited: you can only preview your own copy.',
    'reports.unknown_schedule': 'There is no such schedule.',
    'reports.unknown_send': 'There is no such sending, or you may not see it.',
    'reports.nothing_to_resend': '“{title}” had not been sent: there is nothing to send again.',
  },
};
