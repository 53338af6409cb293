import { phrases } from './word-table.ts';

export type Refusal = 'write' | 'secret' | 'tenant' | 'forecast' | 'personal';

/** What is not answered, whatever else the question says. Stems or words; several words must follow each other. */
export const REFUSALS: readonly (readonly [Refusal, readonly string[]])[] = [
  [
    'write',
    phrases(`supprime, supprimer, supprimez, efface, effacer, effacez, modifie, modifier, modifiez, ajoute, ajouter, ajoutez, cree, creer, creez, insere, inserer, annule la, annule le, annuler, annulez, corrige, corriger, corrigez
    remplace, remplacer, mets a jour, mettre a jour, met a jour, enregistre un, enregistrer, delete, remove, drop table, drop tables, drop database, drop schema, drop view, drop column, truncate, update, insert, alter, create, modify, edit, set the, add a, add an, change le, change la, changer le, changer la, vide la, vider, vide les, envoie, envoyer, envoyez, send, vire, virer, paye la, paye le, rembourse, rembourser, importe, importer, fusionne, fusionner, renomme, renommer, archive, archiver, marque comme, passe la facture, passe les factures, mettre a zero, mets a zero, remise a zero, valide la, valide le, valide les, valide l, valide tous, valide toutes, validez, relance le, relance la, relance les, relance l, relance tous, relance toutes, relance nos, relancez, cloture l, cloture le, cloture la, cloture les, cloturez, lettre le, lettre la, lettre les, lettre l, lettrez, saisis une, saisis l, saisis la, saisis le, saisissez, passe une, passe l, passez une, passez l, comptabilise la, comptabilise le, comptabilise les, comptabilise l, comptabilise une, comptabilisez, extourne, extournez, contrepasse, contrepassez, restaure, restaurez, recharge, rechargez, televerse, charge le, charge les, chargez, gele, gelez, degele, degelez, freeze, unfreeze, block the, unblock, verrouille, verrouillez, deverrouille, approuve, approuvez, bloque, bloquez, debloque, debloquez, transfere, transferez, solde le, soldez, solde toi, rapproche les releves, rapproche le releve, approve, validate, reverse the, post an, post the, restore, reload, upload, close the, notifie le, notifie les, notifiez, publie le, publie la, publie les, resilie le, resilie la, resilie les, resiliez, desactive, desactiver, erase, grant, exec, execute`),
  ],
  [
    'secret',
    phrases(
      `mot de passe, mots de passe, mdp, password, passwords, cle api, cles api, api key, api keys, token, tokens, jeton, jetons, secret, secrets, identifiants, credential, credentials, hash, cle privee, private key, session, sessions, cookie, cookies, env, variables d environnement, cle de chiffrement, code pin, otp, coordonnees bancaires, iban, numero de carte, prompt, instructions systeme, system prompt`,
    ),
  ],
  [
    'tenant',
    phrases(
      `autre locataire du systeme, autres locataires du systeme, autre tenant, autres tenants, tous les tenants, other tenant, other tenants, all tenants, tenant_id, tenant id, tenants, tenant, autres locataires de la plateforme, autre locataire de la plateforme, autre client de la plateforme, autres clients de la plateforme, autres utilisateurs, autre entreprise de la plateforme, autre agence, autres agences, autre cabinet, autres cabinets, other firm, other firms, une autre organisation, autres organisations, autre organisation, toutes les organisations, autre base, autres bases, toutes les bases, other organisation, other organisations, other organization, other organizations, another organisation, another organization, other company s data, base de donnees, bases de donnees, database, schema, information_schema, pg_catalog, pg_shadow, table users, utilisateurs, users`,
    ),
  ],
  [
    'forecast',
    phrases(
      `prevision, previsions, prevoir, prevoit, predire, prediction, predictions, projection, projections, forecast, forecasts, predict, estime, estimer, estimation, sera, seront, ferons, fera, feront, aurons, aura, auront, atteindra, atteindrons, will, would, budget, objectif, objectifs, target, targets, cible, cibles, simulation, simule, simuler, hypothese, et si, what if, devrait, devraient, demain, prochain, prochaine, prochains, prochaines, next, futur, future, avenir`,
    ),
  ],
  [
    'personal',
    phrases(
      'telephone, telephones, numero de telephone, email, emails, adresse mail, adresse, adresses, contact, contacts, courriel, phone',
    ),
  ],
];
