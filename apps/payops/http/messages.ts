import type { MessageSet } from '@griot/http';
import { actionMessages } from './action-messages.ts';

export const payopsMessages: MessageSet = {
  fr: {
    ...actionMessages.fr,
    'payops.recommendation_unknown': 'Cette recommandation n’existe pas, ou vous ne pouvez pas la voir.',
    'payops.recommendation_closed': 'Cette recommandation n’attend plus de décision (« {state} »).',
    'payops.self_apply_refused':
      'SIRA ne s’applique d’elle-même que ce qui est peu risqué ; ici le risque est « {risk} ».',
    'payops.platform_only': 'Réservé à ceux qui voient toute la plateforme : votre accès est limité à une partie.',
    'payops.log_too_short': 'Le journal des événements ne remonte pas assez loin : des chiffres seraient perdus.',
    'payops.alert_open_already': 'Une alerte pareille est déjà ouverte.',
    'payops.alert_not_open': 'Cette alerte n’est plus ouverte.',
    'payops.widget_unknown': 'Ce widget n’existe pas.',
    'payops.no_file': 'Aucun fichier n’a été envoyé.',
    'payops.file_empty': 'Le fichier {path} ne contient aucun événement.',
    'payops.no_simulator': 'Cette organisation n’a pas de simulateur.',
    'payops.batch_incomplete': 'Les événements n’ont pas pu être comptés : ils seront repris.',
    'payops.demo_failed': 'Les données de démonstration n’ont pas pu être chargées.',
  },
  en: {
    ...actionMessages.en,
    'payops.recommendation_unknown': 'This recommendation does not exist, or you may not see it.',
    'payops.recommendation_closed': 'This recommendation no longer waits for a decision (“{state}”).',
    'payops.self_apply_refused': 'SIRA applies by itself only what is low in risk; here the risk is “{risk}”.',
    'payops.platform_only': 'For those who see the whole platform: your access is limited to a part of it.',
    'payops.log_too_short': 'The log of events does not reach back far enough: figures would be lost.',
    'payops.alert_open_already': 'Such an alert is open already.',
    'payops.alert_not_open': 'This alert is no longer open.',
    'payops.widget_unknown': 'This widget does not exist.',
    'payops.no_file': 'No file was sent.',
    'payops.file_empty': 'The file {path} contains no event.',
    'payops.no_simulator': 'This organisation has no simulator.',
    'payops.batch_incomplete': 'The events could not be counted: they will be taken up again.',
    'payops.demo_failed': 'The demonstration data could not be loaded.',
  },
};
