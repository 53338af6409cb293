-- What third parties owe or are owed at the end of each period, line by line: what is not lettered, and letters whose lines do not
-- cancel out (so that the sum by third party is their balance). Age counts from the due date, else from the entry's.
with lignes as (
    select
        lots.batch_id as batch_id,
        lots.lot_id as lot_id,
        lots.client_id as client_id,
        situations.date_situation as date_situation,
        ecritures.ligne as ligne,
        ecritures.date_ecriture as date_ecriture,
        ecritures.journal as journal,
        ecritures.piece as piece,
        ecritures.libelle as libelle,
        ecritures.compte as compte,
        ecritures.tiers as tiers,
        ecritures.ouverture as ouverture,
        coalesce(ecritures.lettrage, '') as lettrage,
        coalesce(ecritures.echeance, ecritures.date_ecriture) as date_due,
        cast(ecritures.debit - ecritures.credit as decimal(18, 2)) as montant,
        sum(ecritures.debit - ecritures.credit) over (
            partition by lots.batch_id, ecritures.compte, ecritures.tiers, coalesce(ecritures.lettrage, '')
        ) as reste
    from {{ ref('situation_lots') }} as lots
    join {{ ref('dim_situations') }} as situations on situations.batch_id = lots.batch_id
    join {{ ref('fact_ecritures') }} as ecritures on ecritures.batch_id = lots.lot_id
    where ecritures.tiers is not null and ecritures.tiers <> ''
),

ouverts as (
    select *, {{ jours_entre('date_due', 'date_situation') }} as retard
    from lignes
    where lettrage = '' or reste <> 0
)

select
    batch_id,
    lot_id,
    client_id,
    date_situation,
    ligne,
    date_ecriture,
    journal,
    piece,
    libelle,
    compte,
    tiers,
    ouverture,
    lettrage,
    date_due,
    montant,
    retard,
    case
        when retard <= 0 then '0. non échu'
        when retard <= 30 then '1. 1 à 30 jours'
        when retard <= 60 then '2. 31 à 60 jours'
        when retard <= 90 then '3. 61 à 90 jours'
        else '4. plus de 90 jours'
    end as tranche,
    case when left(compte, 2) = '41' then 'client' when left(compte, 2) = '40' then 'fournisseur' else 'autre' end as nature
from ouverts
