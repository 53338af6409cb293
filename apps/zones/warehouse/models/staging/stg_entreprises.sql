select
  id_entreprise,
  raison_sociale,
  coalesce(secteur_activite, 'Non renseigné') as secteur_activite,
  coalesce(zone_location, 'Sans zone') as zone_location,
  statut,
  email,
  telephone,
  adresse,
  contact_nom,
  date_creation
from {{ source('zones', 'entreprises') }}
