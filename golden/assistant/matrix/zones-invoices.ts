import { lines, list, type SpokenFigure } from './spoken.ts';

/** Invoices, payments and means in Zones. */
export const ZONES_INVOICES: readonly SpokenFigure[] = [
  {
    metric: 'factures_emises',
    fr: list(
      'le nombre de factures, le nombre de factures émises, le nombre total de factures, le nombre de factures établies, le nombre de factures envoyées',
    ),
    en: list('the number of invoices, the number of invoices issued, the number of bills, the invoice count'),
    asked: lines(`
      Combien de factures avons-nous émises{p}{t} ?
      Combien de factures avions-nous émises{p}{t} ?
      Combien de factures a-t-on émises{p}{t} ?
      Combien de factures ont été émises{p}{t} ?
      Combien de factures avaient été émises{p}{t} ?
      Combien de factures émises{p}{t} ?
      Combien de factures{p}{t} ?
      Combien de factures on a fait{p}{t} ?
      Combien a-t-on émis de factures{p}{t} ?
      Combien avons-nous émis de factures{p}{t} ?
      Combien avons-nous établi de factures{p}{t} ?
      Combien de factures avons-nous envoyées{p}{t} ?
      Combien de factures a-t-on établies{p}{t} ?
      Combien de factures sont sorties{p}{t} ?
      On a émis combien de factures{p}{t} ?
      Combien émet-on de factures{p}{t} ?
      How many invoices did we issue{p}{t}?
      How many invoices have we issued{p}{t}?
      How many invoices were issued{p}{t}?
      How many invoices have been issued{p}{t}?
      How many invoices did we send{p}{t}?
      How many invoices were sent{p}{t}?
      How many bills did we issue{p}{t}?
      How many invoices{p}{t}?`),
  },
  {
    metric: 'factures_impayees',
    fr: list('le nombre de factures impayées, le nombre de factures en retard, le nombre total de factures impayées'),
    en: list('the number of unpaid invoices, the number of overdue invoices, the number of late invoices'),
    asked: lines(`
      Combien de factures impayées{p}{t} ?
      Combien de factures sont impayées{p}{t} ?
      Combien de factures étaient impayées{p}{t} ?
      Combien de factures restent impayées{p}{t} ?
      Combien de factures sont encore impayées{p}{t} ?
      Combien de factures sont en retard{p}{t} ?
      Combien de factures en retard{p}{t} ?
      Combien y a-t-il de factures impayées{p}{t} ?
      Combien y avait-il de factures impayées{p}{t} ?
      Combien avons-nous de factures impayées{p}{t} ?
      Combien a-t-on de factures en retard{p}{t} ?
      Combien comptons-nous de factures impayées{p}{t} ?
      How many invoices are overdue{p}{t}?
      How many invoices were overdue{p}{t}?
      How many invoices are unpaid{p}{t}?
      How many invoices are late{p}{t}?
      How many unpaid invoices do we have{p}{t}?
      How many overdue invoices are there{p}{t}?`),
  },
  {
    metric: 'factures_payees',
    fr: list('le nombre de factures payées, le nombre de factures réglées, le nombre de factures soldées'),
    en: list('the number of paid invoices, the number of invoices paid, the number of settled invoices'),
    asked: lines(`
      Combien de factures ont été payées{p}{t} ?
      Combien de factures sont payées{p}{t} ?
      Combien de factures ont été réglées{p}{t} ?
      Combien de factures sont soldées{p}{t} ?
      Combien de factures payées{p}{t} ?
      Combien de factures avaient été payées{p}{t} ?
      Combien avons-nous de factures payées{p}{t} ?
      How many invoices were paid{p}{t}?
      How many invoices have been paid{p}{t}?
      How many invoices are paid{p}{t}?
      How many invoices have been settled{p}{t}?`),
  },
  {
    metric: 'factures_annulees',
    fr: list('le nombre de factures annulées, les factures annulées, les annulations, le nombre d’annulations'),
    en: list(
      'the number of cancelled invoices, the cancelled invoices, the number of invoices cancelled, the number of canceled invoices',
    ),
    asked: lines(`
      Combien de factures annulées{p}{t} ?
      Combien de factures ont été annulées{p}{t} ?
      Combien de factures a-t-on annulées{p}{t} ?
      Combien de factures avons-nous annulées{p}{t} ?
      Combien a-t-on annulé de factures{p}{t} ?
      Combien avons-nous annulé de factures{p}{t} ?
      Combien de factures sont annulées{p}{t} ?
      Combien de factures avaient été annulées{p}{t} ?
      Combien d'annulations{p}{t} ?
      On a annulé combien de factures{p}{t} ?
      How many invoices were cancelled{p}{t}?
      How many invoices have been cancelled{p}{t}?
      How many invoices did we cancel{p}{t}?
      How many invoices have we cancelled{p}{t}?
      How many cancelled invoices{p}{t}?`),
  },
  {
    metric: 'paiements_recus',
    fr: list(
      'le nombre de paiements, le nombre de paiements reçus, le nombre de règlements, le nombre de versements, le nombre de règlements reçus',
    ),
    en: list('the number of payments, the number of payments received, the payment count'),
    asked: lines(`
      Combien de paiements avons-nous reçus{p}{t} ?
      Combien de paiements a-t-on reçus{p}{t} ?
      Combien de paiements ont été reçus{p}{t} ?
      Combien de paiements{p}{t} ?
      Combien de règlements avons-nous reçus{p}{t} ?
      Combien de versements{p}{t} ?
      Combien avons-nous reçu de paiements{p}{t} ?
      Combien de paiements ont été enregistrés{p}{t} ?
      How many payments did we receive{p}{t}?
      How many payments have we received{p}{t}?
      How many payments were received{p}{t}?
      How many payments were made{p}{t}?
      How many payments{p}{t}?`),
  },
  {
    metric: 'clients_factures',
    same: ['count factures_emises by entreprise__raison_sociale where factures_emises gt 0'],
    fr: list('le nombre de clients facturés, les clients facturés'),
    en: list('the number of invoiced clients, the number of clients invoiced'),
    asked: lines(`
      Combien de clients avons-nous facturés{p}{t} ?
      Combien de clients a-t-on facturés{p}{t} ?
      Combien de clients ont été facturés{p}{t} ?
      Combien de clients facturés{p}{t} ?
      Combien de clients ont reçu une facture{p}{t} ?
      Combien de clients ont eu une facture{p}{t} ?
      Combien d'entreprises ont été facturées{p}{t} ?
      Combien d'entreprises avons-nous facturées{p}{t} ?
      How many clients did we invoice{p}{t}?
      How many clients were invoiced{p}{t}?
      How many customers were billed{p}{t}?
      How many customers did we bill{p}{t}?`),
  },
  {
    metric: 'clients_en_retard',
    same: ['count montant_impaye by entreprise__raison_sociale where montant_impaye gt 0'],
    fr: list(
      'le nombre de clients en retard, le nombre de clients en retard de paiement, le nombre de mauvais payeurs, le nombre de retardataires',
    ),
    en: list(
      'the number of late clients, the number of late payers, the number of overdue clients, the number of defaulting clients, the number of defaulters',
    ),
    asked: lines(`
      Combien de clients sont en retard{p}{t} ?
      Combien de clients sont en retard de paiement{p}{t} ?
      Combien de clients étaient en retard{p}{t} ?
      Combien de clients en retard{p}{t} ?
      Combien avons-nous de clients en retard{p}{t} ?
      Combien de mauvais payeurs avons-nous{p}{t} ?
      How many clients are late{p}{t}?
      How many customers are overdue{p}{t}?
      How many customers are late in paying{p}{t}?
      How many late payers do we have{p}{t}?`),
  },
  {
    metric: 'ca_moyen_par_client',
    same: ['mean ca_total by entreprise__raison_sociale'],
    fr: list(
      'le panier moyen, le CA moyen par client, le chiffre d’affaires moyen par client, le montant moyen facturé par client, la facturation moyenne par client, le revenu moyen par client',
    ),
    en: list(
      'the average revenue per client, the average revenue per customer, the revenue per client, the mean revenue per customer',
    ),
    asked: lines(`
      Combien facture-t-on en moyenne par client{p}{t} ?
      Combien avons-nous facturé en moyenne par client{p}{t} ?
      Combien rapporte un client en moyenne{p}{t} ?`),
  },
  {
    metric: 'ca_moyen_par_facture',
    fr: list(
      "la facture moyenne, le montant moyen d'une facture, le montant moyen des factures, le montant moyen par facture, le CA moyen par facture, la valeur moyenne d'une facture",
    ),
    en: list(
      'the average invoice, the average invoice amount, the average invoice value, the average amount of an invoice, the mean invoice amount, the average amount per invoice',
    ),
    asked: [],
  },
  {
    metric: 'credits_clients',
    fr: list('les crédits clients, les trop-perçus, les avoirs, le montant des trop-perçus, le montant des avoirs'),
    en: list('the client credits, the customer credits'),
    asked: [],
  },
];
