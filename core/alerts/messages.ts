import type { MessageSet } from '@griot/http';

export const alertsMessages: MessageSet = {
  fr: {
    'alerts.unknown': 'Cette alerte n’existe pas, ou n’est pas de votre périmètre.',
    'alerts.already_resolved': 'Cette alerte est déjà résolue.',
    'alerts.unknown_threshold': 'Ce seuil n’existe pas.',
    'alerts.unknown_webhook': 'Ce webhook n’existe pas.',
    'alerts.webhook_changed': 'Ce webhook n’existe plus ou a été modifié entre-temps : rechargez-le.',
    'alerts.webhook_in_use':
      'Ce webhook sert encore ({uses}) : retirez-le d’abord des seuils et des envois par défaut.',
    'alerts.webhook_address':
      'Adresse refusée ({reason}) : il faut une adresse https publique, sans identifiants. L’installation peut permettre les adresses privées par GRIOT_WEBHOOK_PRIVATE.',
    'alerts.defaults_changed': 'Les envois par défaut ont été modifiés entre-temps : rechargez-les.',
    'alerts.threshold_changed': 'Ce seuil n’existe plus ou a été modifié entre-temps : rechargez-le.',
    'alerts.unknown_metric': 'L’indicateur « {metric} » n’existe pas dans {application}.',
    'alerts.unknown_dimension': 'L’indicateur « {metric} » ne se détaille pas par « {dimension} ».',
  },
  en: {
    'alerts.unknown': 'This alert does not exist, or is outside your scope.',
    'alerts.already_resolved': 'This alert is resolved already.',
    'alerts.unknown_threshold': 'This threshold does not exist.',
    'alerts.unknown_webhook': 'This webhook does not exist.',
    'alerts.webhook_changed': 'This webhook is gone or was changed meanwhile: reload it.',
    'alerts.webhook_in_use': 'This webhook is still in use ({uses}): take it out of thresholds and defaults first.',
    'alerts.webhook_address':
      'Address refused ({reason}): it must be a public https address without credentials. The installation may allow private addresses by GRIOT_WEBHOOK_PRIVATE.',
    'alerts.defaults_changed': 'The defaults were changed meanwhile: reload them.',
    'alerts.threshold_changed': 'This threshold is gone or was changed meanwhile: reload it.',
    'alerts.unknown_metric': 'There is no metric “{metric}” in {application}.',
    'alerts.unknown_dimension': 'The metric “{metric}” cannot be split by “{dimension}”.',
  },
};
