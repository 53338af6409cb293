{{ config(materialized='view') }}
-- Pieces whose debits are not their credits.
select
    client_id, batch_id, batch_id as lot_id, 'piece_desequilibree' as controle, date_ecriture as date_constat, min(ligne) as ligne,
    '' as compte, '' as tiers, journal, piece, sum(debit) - sum(credit) as montant, '' as detail
from {{ ref('fact_ecritures') }}
group by client_id, batch_id, date_ecriture, journal, piece
having sum(debit) <> sum(credit)
