import type { MessageSet } from '@griot/http';

export const alertsMessages: MessageSet = {
  fr: {
    'alerts.unknown': 'Cette alerte n’existe pas, ou n’est pas de votre périmètre.',
    'alerts.already_resolved': 'Cette alerte est déjà résolue.',
    'alerts.threshold_changed': 'Ce seuil n’existe plus ou a été modifié entre-temps : rechargez-le.',
    'alerts.unknown_metric': 'L’indicateur « {metric} » n’existe pas dans {application}.',
    'alerts.unknown_dimension': 'L’indicateur « {metric} » ne se détaille pas par « {dimension} ».',
  },
  en: {
    'alerts.unknown': 'This alert does not exist, or is outside your scope.',
    'alerts.already_resolved': 'This alert is resolved already.',
    'alerts.threshold_changed': 'This threshold is gone or was changed meanwhile: reload it.',
    'alerts.unknown_metric': 'There is no metric “{metric}” in {application}.',
    'alerts.unknown_dimension': 'The metric “{metric}” cannot be split by “{dimension}”.',
  },
};
