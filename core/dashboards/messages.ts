import type { MessageSet } from '@griot/http';
import { widgetsMessages } from '@griot/widgets';

export const dashboardsMessages: MessageSet = {
  fr: {
    ...widgetsMessages.fr,
    'dashboards.unknown': 'Ce tableau de bord n’existe pas, ou il n’est pas partagé avec vous.',
    'dashboards.not_yours': '« {title} » est partagé en lecture : copiez-le pour le modifier.',
    'dashboards.changed':
      '{updatedBy} a enregistré ce tableau de bord entre-temps. Vos changements sont gardés à l’écran : rechargez, ou enregistrez-les dans une copie.',
    'dashboards.unknown_application': 'L’application « {application} » n’est pas ouverte à votre organisation.',
    'dashboards.unknown_grantee':
      'Ce partage n’est pas possible : « {grantee} » n’est pas de votre organisation, ou y est deux fois.',
    'dashboards.unknown_layer': 'Cette carte n’existe pas : {layer}.',
    'dashboards.foreign_file': 'Le fichier {name} parle d’une autre application que {application}.',
  },
  en: {
    ...widgetsMessages.en,
    'dashboards.unknown': 'This dashboard does not exist, or is not shared with you.',
    'dashboards.not_yours': '“{title}” is shared to be viewed: copy it to change it.',
    'dashboards.changed':
      '{updatedBy} saved this dashboard meanwhile. Your changes stay on the screen: reload, or save them as a copy.',
    'dashboards.unknown_application': 'The application “{application}” is not open to your organisation.',
    'dashboards.unknown_grantee':
      'This cannot be shared so: “{grantee}” is not of your organisation, or stands there twice.',
    'dashboards.unknown_layer': 'There is no such map: {layer}.',
    'dashboards.foreign_file': 'The file {name} speaks of another application than {application}.',
  },
};
