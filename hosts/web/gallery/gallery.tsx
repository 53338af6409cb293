import { navigationIcon, PageHeader, Select, Shell, usePreferences } from '@griot/ui';
import { BasicsSection, FormsSection, StatesSection } from './basics-sections.tsx';
import { ChartsSection, FiguresSection, MapSection, TableSection } from './figures-sections.tsx';

const page = (path: string, label: string, icon: string) => ({ path, label, icon: navigationIcon(icon) });

/** Every component in every state, for whoever builds pages. Development only: no build holds it. */
export function Gallery() {
  const { preferences, change } = usePreferences();
  const application = { id: 'ui', label: 'Composants', icon: navigationIcon('factory'), home: '/' };
  return (
    <Shell
      applications={[application, { ...application, id: 'autre', label: 'Autre application' }]}
      current={application}
      pages={[
        page('/', 'Composants', 'layout-dashboard'),
        page('/a', 'Financier', 'wallet'),
        page('/b', 'Occupation', 'map'),
        page('/c', 'Clients', 'building'),
        page('/d', 'Une page au nom long', 'report'),
      ]}
      platform={[page('/runs', 'Traitements', 'workflow')]}
      tenantName="Organisation au nom assez long pour être coupé"
      user={{ name: 'Personne Exemple', login: 'personne@exemple.demo' }}
      notices={[
        { id: '1', at: '2026-11-21T07:12:00Z', text: 'Calcul des indicateurs : terminé', tone: 'ok', read: false },
        { id: '2', at: '2026-11-21T07:02:00Z', text: 'Import : échoué', tone: 'bad', read: false, to: '/runs' },
      ]}
      onNoticesRead={() => {}}
      onLogout={() => {}}
      search={async (query) => [{ id: '1', title: `Résultat pour ${query}`, kind: 'Client', to: '/' }]}
    >
      <PageHeader
        title="Composants"
        note="Chaque composant, dans chaque état."
        actions={
          <span className="w-48">
            <Select
              label="Thème"
              value={preferences.theme}
              options={['system', 'light', 'dark'].map((value) => ({ value, label: value }))}
              onChange={(theme) => change({ theme: theme === 'light' || theme === 'dark' ? theme : 'system' })}
            />
          </span>
        }
      />
      <BasicsSection />
      <FormsSection />
      <FiguresSection />
      <ChartsSection />
      <TableSection />
      <MapSection />
      <StatesSection />
    </Shell>
  );
}
