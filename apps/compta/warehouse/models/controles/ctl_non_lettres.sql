{{ config(materialized='view') }}
-- Customers' and suppliers' lines that nothing matches more than 90 days after they were due.
select
    client_id, batch_id, lot_id, 'non_lettre' as controle, date_ecriture as date_constat, ligne,
    compte, tiers, journal, piece, montant, cast(retard as varchar) as detail
from {{ ref('mart_postes_ouverts') }}
where nature in ('client', 'fournisseur') and retard > 90 and montant <> 0
