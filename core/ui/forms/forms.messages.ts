import { defineMessages } from '../i18n/define-messages.ts';

export const formsMessages = defineMessages({
  fr: {
    required: 'Ce champ est obligatoire.',
    notANumber: '« {value} » n’est pas un nombre. Écrivez par exemple 1 234,5.',
    notADay: '« {value} » n’est pas une date. Écrivez JJ/MM/AAAA.',
    dayFormat: 'JJ/MM/AAAA',
    openCalendar: 'Ouvrir le calendrier',
    previousMonth: 'Mois précédent',
    nextMonth: 'Mois suivant',
    showPassword: 'Afficher le mot de passe',
    hidePassword: 'Masquer le mot de passe',
    none: 'Aucun',
    optional: 'facultatif',
  },
  en: {
    required: 'This field is required.',
    notANumber: '“{value}” is not a number. Write for example 1,234.5.',
    notADay: '“{value}” is not a date. Write DD/MM/YYYY.',
    dayFormat: 'DD/MM/YYYY',
    openCalendar: 'Open the calendar',
    previousMonth: 'Previous month',
    nextMonth: 'Next month',
    showPassword: 'Show the password',
    hidePassword: 'Hide the password',
    none: 'None',
    optional: 'optional',
  },
});
