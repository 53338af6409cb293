import { phrases } from './word-table.ts';

/**
 * Words of business that mean the same wherever they stand: what is declared with one of them is found by the others. Each
 * line is a family. Families that a declaration makes of its own (a dimension's label and synonyms) join them.
 */
export const FAMILIES: readonly (readonly string[])[] = `
chiffre d affaires, ca, chiffre affaires, revenue, turnover, sales, volume d affaires, chiffre des ventes
facturation, montant facture, total facture, billing, invoiced amount, facture emis montant
vente, ventes, sales
recette, recettes, encaissement, encaissements, rentree d argent, cash in, cash received, argent encaisse, argent recu, sommes recues, encaisse, montant encaisse
impaye, impayes, arriere, arrieres, overdue, unpaid, non paye, non regle, past due, arrears, en souffrance, non acquitte, echu non regle, echu non paye, echu et non paye, echu et non regle, echu impaye, echu et impaye, impaye et echu, overdue debt, bad debt
creance, creances, encours client, receivable, receivables, reste a payer, reste a recouvrer, reste du, reste a encaisser, restant du, a recouvrer, montant restant du, solde restant du
paye, regle, acquitte, paid, settled
paiement, reglement, versement, payment
dette, dettes, debt
facture, invoice, bill
client, customer, entreprise, societe, compagnie, company, companies
fournisseur, vendor, supplier
produit, article, product, item
taux, pourcentage, ratio, rate, percentage
delai, delay
moyen, moyenne, average, mean
recouvrement, collecte, recuperation, collection
nouveau, nouvelle, recent, new
annule, annulation, cancelled, canceled
emis, etabli, emise, issued
echu, exigible, arrive a echeance
retard, retards, en retard, late, delay
ancienne, age, anciennete, age of debt
montant, valeur, somme, amount, value
nombre, quantite, number, count
commande, order
stock, inventaire, inventory
marge, benefice, profit, margin
cout, charge, depense, cost, expense
salarie, employe, effectif, employee, headcount
magasin, boutique, point de vente, shop, store
vendeur, commercial, agent, seller
ville, commune, city, cities, town
pays, country, countries
mode de paiement, moyen de paiement, methode de paiement, type de paiement, payment method, payment mode, canal de paiement, forme de paiement, means of payment, payment type, payment channel
transaction, operation, mouvement
credit, avoir, trop percu, credit note
`
  .split('\n')
  .filter((line) => line.trim() !== '')
  .map((line) => phrases(line));
