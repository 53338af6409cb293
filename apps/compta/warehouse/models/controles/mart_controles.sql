-- Everything that the controls found. `batch_id` is the period whose books show it, `lot_id` and `ligne` the entry.
{% set controles = [
    'ctl_pieces_desequilibrees', 'ctl_comptes_attente', 'ctl_non_lettres', 'ctl_ruptures',
    'ctl_montants_ronds', 'ctl_doublons', 'ctl_fins_de_semaine', 'ctl_benford'
] %}
{% for controle in controles %}
select
    client_id, batch_id, lot_id, controle, date_constat, ligne, compte, tiers, journal, piece,
    cast(montant as decimal(18, 2)) as montant, detail
from {{ ref(controle) }}
{% if not loop.last %}union all{% endif %}
{% endfor %}
