/** A text in both languages of the interface. */
export interface AccessLabel {
  fr: string;
  en: string;
}

export interface PermissionDeclaration {
  /** `app.resource.verb`; the first part is the application's id (or `core`). */
  name: string;
  label: AccessLabel;
}

export interface RoleDeclaration {
  /** Unique word: `gestionnaire_alertes`. Two applications may declare the same role: their permissions are joined. */
  name: string;
  label: AccessLabel;
  permissions: string[];
}

/** What an application hands in about access. */
export interface AccessDeclaration {
  permissions: PermissionDeclaration[];
  roles: RoleDeclaration[];
}

/** The role that has every permission of the tenant's enabled applications. */
export const ADMIN_ROLE = 'admin';

/** Permissions of the platform itself. */
export const coreAccess: AccessDeclaration = {
  permissions: [
    { name: 'core.users.manage', label: { fr: 'Gérer les utilisateurs', en: 'Manage users' } },
    { name: 'core.tenant.manage', label: { fr: 'Régler l’organisation', en: 'Manage the organisation' } },
    { name: 'core.audit.read', label: { fr: 'Lire le journal d’audit', en: 'Read the audit log' } },
    { name: 'core.flows.read', label: { fr: 'Voir les traitements', en: 'See runs' } },
    { name: 'core.flows.run', label: { fr: 'Lancer les traitements', en: 'Start runs' } },
    {
      name: 'core.flows.manage',
      label: { fr: 'Planifier et suspendre les traitements', en: 'Schedule and pause flows' },
    },
    { name: 'core.events.read', label: { fr: 'Voir les événements', en: 'See events' } },
    { name: 'core.events.write', label: { fr: 'Envoyer des événements', en: 'Send events' } },
    {
      name: 'core.events.manage',
      label: { fr: 'Rejouer les événements, traiter les rejets', en: 'Replay events, deal with rejected ones' },
    },
    { name: 'core.warehouse.read', label: { fr: 'Voir l’entrepôt de données', en: 'See the data warehouse' } },
    { name: 'core.warehouse.query', label: { fr: 'Interroger l’entrepôt en SQL', en: 'Query the warehouse in SQL' } },
    {
      name: 'core.warehouse.rollback',
      label: { fr: 'Revenir à une génération antérieure', en: 'Go back to an earlier generation' },
    },
    { name: 'core.files.read', label: { fr: 'Lire les fichiers', en: 'Read files' } },
    { name: 'core.files.write', label: { fr: 'Déposer et ranger des fichiers', en: 'Upload and manage files' } },
    {
      name: 'core.administration.read',
      label: { fr: 'Voir l’état de l’installation', en: 'See the state of the installation' },
    },
    { name: 'core.metrics.read', label: { fr: 'Consulter les indicateurs', en: 'Read metrics' } },
  ],
  roles: [{ name: ADMIN_ROLE, label: { fr: 'Administrateur', en: 'Administrator' }, permissions: [] }],
};
