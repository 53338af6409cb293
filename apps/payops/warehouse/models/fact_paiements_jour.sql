-- Names are what people ask by. Where two entities of a type share one, each is told with its code: a name stands for one entity.
with noms as (
    select type_entite, nom_entite, count(distinct id_entite) as porteurs
    from {{ source('payops', 'journees') }}
    group by type_entite, nom_entite
),

journees as (
    select
        j.*,
        case when n.porteurs > 1 then j.nom_entite || ' (' || j.id_entite || ')' else j.nom_entite end as nom
    from {{ source('payops', 'journees') }} as j
    inner join noms as n on n.type_entite = j.type_entite and n.nom_entite = j.nom_entite
)

select
    cellule || ':' || cast(jour as varchar) as id_ligne,
    jour,
    type_entite,
    id_entite,
    nom as nom_entite,
    case when type_entite = 'merchant' then id_entite end as marchand,
    case when type_entite = 'agent' then id_entite end as agent,
    case when type_entite = 'bank' then id_entite end as banque,
    case when type_entite = 'merchant' then nom end as nom_marchand,
    case when type_entite = 'agent' then nom end as nom_agent,
    case when type_entite = 'bank' then nom end as nom_banque,
    pays,
    region,
    ville,
    devise,
    source,
    gmv,
    revenue,
    fees,
    refunds,
    disputes,
    payouts,
    float_net,
    fraud_amount,
    transactions,
    attempts,
    successes,
    failures,
    fraud_count,
    refund_count,
    dispute_count,
    payout_count,
    payout_failed
from journees
