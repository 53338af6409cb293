{{ config(materialized='view') }}
select
    ecarts.client_id, ecarts.batch_id, ecarts.batch_id as lot_id, 'benford' as controle,
    situations.date_situation as date_constat, cast(null as integer) as ligne, '' as compte, '' as tiers, '' as journal, '' as piece,
    cast(ecarts.total as decimal(18, 2)) as montant,
    concat('χ² ', cast(round(ecarts.chi2, 1) as varchar), ' ; MAD ', cast(round(ecarts.mad, 4) as varchar)) as detail
from {{ ref('mart_benford_lots') }} as ecarts
join {{ ref('dim_situations') }} as situations on situations.batch_id = ecarts.batch_id
where ecarts.total >= 300 and ecarts.chi2 > 20.090 and ecarts.mad > 0.015
