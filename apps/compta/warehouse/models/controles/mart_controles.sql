-- Everything that the controls found. `batch_id` is the period whose books show it, `lot_id` and `ligne` the entry.
select
    client_id, batch_id, lot_id, controle, date_constat, ligne, compte, tiers, journal, piece,
    cast(montant as decimal(18, 2)) as montant, detail
from {{ ref('ctl_pieces_desequilibrees') }}
union all
select
    client_id, batch_id, lot_id, controle, date_constat, ligne, compte, tiers, journal, piece,
    cast(montant as decimal(18, 2)) as montant, detail
from {{ ref('ctl_comptes_attente') }}
union all
select
    client_id, batch_id, lot_id, controle, date_constat, ligne, compte, tiers, journal, piece,
    cast(montant as decimal(18, 2)) as montant, detail
from {{ ref('ctl_non_lettres') }}
union all
select
    client_id, batch_id, lot_id, controle, date_constat, ligne, compte, tiers, journal, piece,
    cast(montant as decimal(18, 2)) as montant, detail
from {{ ref('ctl_ruptures') }}
union all
select
    client_id, batch_id, lot_id, controle, date_constat, ligne, compte, tiers, journal, piece,
    cast(montant as decimal(18, 2)) as montant, detail
from {{ ref('ctl_montants_ronds') }}
union all
select
    client_id, batch_id, lot_id, controle, date_constat, ligne, compte, tiers, journal, piece,
    cast(montant as decimal(18, 2)) as montant, detail
from {{ ref('ctl_doublons') }}
union all
select
    client_id, batch_id, lot_id, controle, date_constat, ligne, compte, tiers, journal, piece,
    cast(montant as decimal(18, 2)) as montant, detail
from {{ ref('ctl_fins_de_semaine') }}
union all
select
    client_id, batch_id, lot_id, controle, date_constat, ligne, compte, tiers, journal, piece,
    cast(montant as decimal(18, 2)) as montant, detail
from {{ ref('ctl_benford') }}
