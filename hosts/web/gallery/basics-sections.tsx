import {
  ApiError,
  Badge,
  Breadcrumb,
  Button,
  Card,
  ConfirmDialog,
  DayField,
  Dialog,
  EmptyState,
  ErrorState,
  Facts,
  IconButton,
  Menu,
  NumberField,
  notify,
  PasswordField,
  PeriodPicker,
  Popover,
  ProgressBar,
  Select,
  Skeleton,
  StaleBanner,
  Tabs,
  TextField,
  WovenMotif,
  workIcons,
} from '@griot/ui';
import { Download, Play, Settings } from 'lucide-react';
import { useState } from 'react';
import { passports } from './gallery-data.ts';
import { Row, Section } from './section.tsx';

export function BasicsSection() {
  const [tab, setTab] = useState('a');
  const [dialog, setDialog] = useState<'window' | 'sheet' | 'confirm' | null>(null);
  return (
    <Section title="Bases">
      <Row>
        <Button tone="primary" icon={Play}>
          Principal
        </Button>
        <Button>Secondaire</Button>
        <Button tone="quiet">Discret</Button>
        <Button tone="danger">Dangereux</Button>
        <Button tone="primary" busy>
          Occupé
        </Button>
        <Button disabled>Interdit</Button>
        <Button size="small">Petit</Button>
        <Button size="large" tone="primary">
          Grand
        </Button>
        <IconButton icon={Download} label="Exporter" />
        <IconButton icon={Settings} label="Enfoncé" pressed />
      </Row>
      <Row>
        <Badge>Neutre</Badge>
        <Badge tone="accent">Accent</Badge>
        <Badge tone="ochre">Ocre</Badge>
        <Badge tone="ok">Terminé</Badge>
        <Badge tone="warn">À surveiller</Badge>
        <Badge tone="bad">Échoué</Badge>
        <Badge icon={workIcons.waiting}>À venir</Badge>
        <Badge tone="accent" icon={workIcons.running}>
          En cours
        </Badge>
      </Row>
      <Row>
        <Breadcrumb items={[{ label: 'Occupation', to: '/' }, { label: 'Yopougon' }]} />
        <Menu
          trigger={<Button>Menu</Button>}
          groups={[
            { id: 'a', heading: 'Choix', choices: [{ id: '1', label: 'Coché', checked: true, onSelect: () => {} }] },
            { id: 'b', choices: [{ id: '2', label: 'Agir', icon: Play, onSelect: () => {} }] },
          ]}
        />
        <Popover trigger={<Button>Bulle</Button>} title="Titre">
          Un texte court.
        </Popover>
        <Button onClick={() => setDialog('window')}>Fenêtre</Button>
        <Button onClick={() => setDialog('sheet')}>Feuille</Button>
        <Button onClick={() => setDialog('confirm')}>Confirmation</Button>
        <Button onClick={() => notify({ title: 'C’est fait', text: 'Le fichier est prêt.', tone: 'ok' })}>
          Message
        </Button>
        <Button onClick={() => notify({ title: 'Échec de l’envoi', tone: 'bad' })}>Mauvaise nouvelle</Button>
      </Row>
      <Card padded={false}>
        <Tabs
          label="Onglets"
          value={tab}
          onChange={setTab}
          items={[
            { id: 'a', label: 'Actifs', count: '528', content: <p className="p-4">Contenu des actifs.</p> },
            { id: 'b', label: 'Inactifs', content: <p className="p-4">Contenu des inactifs.</p> },
          ]}
        />
      </Card>
      <div className="grid gap-4 md:grid-cols-3">
        <Card>
          <ProgressBar percent={41.2} label="Chargement des écritures, 412 000 sur 1 000 000" />
        </Card>
        <Card>
          <ProgressBar percent={null} label="Connexion" />
        </Card>
        <Card>
          <ProgressBar percent={100} tone="ok" label="Terminé" />
        </Card>
      </div>
      <Dialog open={dialog === 'window'} onOpenChange={() => setDialog(null)} title="Fenêtre" description="Une phrase.">
        Contenu.
      </Dialog>
      <Dialog
        open={dialog === 'sheet'}
        onOpenChange={() => setDialog(null)}
        title="Feuille"
        shape="sheet"
        footer={<Button tone="primary">Valider</Button>}
      >
        Contenu.
      </Dialog>
      <ConfirmDialog
        open={dialog === 'confirm'}
        onOpenChange={() => setDialog(null)}
        danger
        title="Annuler « Calcul des indicateurs » ?"
        consequence="L’étape en cours s’arrête."
        verb="Annuler le traitement"
        onConfirm={() => {}}
      />
    </Section>
  );
}

export function FormsSection() {
  const [text, setText] = useState('');
  const [amount, setAmount] = useState<string | null>('1234.5');
  const [day, setDay] = useState<string | null>('2026-05-31');
  const [zone, setZone] = useState<string | null>(null);
  const [period, setPeriod] = useState<{ from?: string; to?: string }>({});
  return (
    <Section title="Formulaires">
      <div className="grid gap-4 md:grid-cols-3">
        <TextField label="Nom" help="Tel que sur la facture." value={text} onChange={setText} />
        <TextField label="Nom en erreur" error="Ce champ est obligatoire." value={text} onChange={setText} />
        <PasswordField label="Mot de passe" value={text} onChange={setText} />
        <NumberField label="Montant" unit="FCFA" decimals={2} value={amount} onChange={setAmount} />
        <DayField label="Date" value={day} onChange={setDay} />
        <div className="flex flex-col justify-end gap-2">
          <Select
            label="Zone"
            all="Toutes les zones"
            value={zone}
            options={['Yopougon', 'Vridi', 'Bouaké'].map((name) => ({ value: name, label: name }))}
            onChange={setZone}
          />
        </div>
        <PeriodPicker value={period} onChange={setPeriod} />
      </div>
    </Section>
  );
}

export function StatesSection() {
  const refused = { status: 500, code: 'internal', message: 'Erreur interne.', requestId: '01a1fe14-266b-7176-84e0' };
  return (
    <Section title="États">
      <StaleBanner passport={passports.stale} />
      <div className="grid gap-4 md:grid-cols-3">
        <Card title="Chargement">
          <Skeleton className="h-4 w-32" />
          <Skeleton className="mt-3 h-24" />
        </Card>
        <Card title="Vide">
          <EmptyState
            sentence="Aucune facture n’est encore chargée."
            action={<Button tone="primary">Importer des fichiers</Button>}
          />
        </Card>
        <Card title="Erreur">
          <ErrorState error={new ApiError(refused)} onRetry={() => {}} />
        </Card>
        <Card title="Injoignable">
          <ErrorState error={new ApiError({ status: 0, code: 'network', message: '' })} onRetry={() => {}} />
        </Card>
        <Card title="Refusé">
          <ErrorState error={new ApiError({ status: 403, code: 'auth.forbidden', message: '' })} />
        </Card>
        <Card title="Faits">
          <Facts
            items={[
              { label: 'Région', value: 'Gbêkê' },
              { label: 'Lots', value: '57 / 74' },
            ]}
          />
        </Card>
      </div>
      <WovenMotif rows={3} />
    </Section>
  );
}
