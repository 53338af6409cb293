{{ config(materialized='view') }}
-- Accounts that must be cleared by the end of a period. SYSCOHADA: 471, 474, 475, 585, 588; PCG: 471 to 475, 58.
select
    client_id, batch_id, batch_id as lot_id, 'compte_attente' as controle, date_situation as date_constat,
    cast(null as integer) as ligne, compte, '' as tiers, '' as journal, '' as piece, solde as montant, intitule as detail
from {{ ref('mart_situation_comptes') }}
where solde <> 0
  and (
      (standard = 'syscohada' and left(compte, 3) in ('471', '474', '475', '585', '588'))
      or (standard = 'pcg' and (left(compte, 3) in ('471', '472', '473', '474', '475') or left(compte, 2) = '58'))
  )
