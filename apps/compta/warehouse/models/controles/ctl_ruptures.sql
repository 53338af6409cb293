{{ config(materialized='view') }}
-- Numbers that are missing in the pieces of a journal, where it is numbered at all: at least half of the numbers between the
-- first and the last are there.
with pieces as (
    select client_id, batch_id, journal, piece, min(date_ecriture) as date_ecriture, min(ligne) as ligne
    from {{ ref('fact_ecritures') }}
    where not ouverture
    group by client_id, batch_id, journal, piece
),

coupees as (
    select *, regexp_extract(piece, '([0-9]+)$', 1) as chiffres
    from pieces
),

numeros as (
    select
        client_id,
        batch_id,
        journal,
        left(piece, length(piece) - length(chiffres)) as debut,
        cast(chiffres as bigint) as numero,
        min(date_ecriture) as date_ecriture,
        min(ligne) as ligne,
        max(piece) as piece
    from coupees
    where length(chiffres) between 1 and 15
    group by client_id, batch_id, journal, left(piece, length(piece) - length(chiffres)), cast(chiffres as bigint)
),

suite as (
    select
        *,
        max(numero) over (
            partition by batch_id, journal, debut order by numero rows between 1 preceding and 1 preceding
        ) as avant,
        count(*) over (partition by batch_id, journal, debut) as combien,
        max(numero) over (partition by batch_id, journal, debut) as dernier,
        min(numero) over (partition by batch_id, journal, debut) as premier
    from numeros
)

select
    client_id, batch_id, batch_id as lot_id, 'rupture_numerotation' as controle, date_ecriture as date_constat, ligne,
    '' as compte, '' as tiers, journal, piece, cast(numero - avant - 1 as decimal(18, 2)) as montant,
    concat(debut, cast(avant + 1 as varchar), case when numero - avant > 2 then concat(' – ', debut, cast(numero - 1 as varchar)) else '' end)
        as detail
from suite
where numero - avant > 1 and combien * 2 >= dernier - premier + 1
