{% snapshot snapshot_entreprises %}
{{
  config(
    target_schema='snapshots',
    unique_key='id_entreprise',
    strategy='check',
    check_cols='all',
    hard_deletes='invalidate'
  )
}}
select * from {{ ref('stg_entreprises') }}
{% endsnapshot %}
