{{ config(materialized='view') }}
-- Charges and income of a round amount: whole millions in francs CFA, whole tens of thousands in euros.
select
    ecritures.client_id, ecritures.batch_id, ecritures.batch_id as lot_id, 'montant_rond' as controle,
    ecritures.date_ecriture as date_constat, ecritures.ligne, ecritures.compte, '' as tiers, ecritures.journal, ecritures.piece,
    ecritures.debit + ecritures.credit as montant, ecritures.libelle as detail
from {{ ref('fact_ecritures') }} as ecritures
join {{ ref('dim_situations') }} as situations on situations.batch_id = ecritures.batch_id
where not ecritures.ouverture
  and ecritures.classe in ('6', '7')
  and ecritures.debit + ecritures.credit > 0
  -- In hundredths: engines differ on the remainder of a decimal.
  and cast((ecritures.debit + ecritures.credit) * 100 as bigint) % case when situations.standard = 'pcg' then 1000000 else 100000000 end = 0
