import { Tabs, useMessages } from '@griot/ui';
import { booksMessages } from '../books.messages.ts';
import { comptaMessages } from '../compta.messages.ts';
import { BooksHeader, ExportButton, InBooksCurrency, NoBooks, useBooks } from '../parts/books.tsx';
import { GeneralBalance } from '../parts/general-balance.tsx';
import { AgedBalance, Journals, TiersBalance } from '../parts/tiers-tables.tsx';

const TABS = ['general', 'tiers', 'clients', 'fournisseurs', 'journaux'] as const;
type Tab = (typeof TABS)[number];
const LABELS = {
  general: 'general',
  tiers: 'byTiers',
  clients: 'agedCustomers',
  fournisseurs: 'agedSuppliers',
  journaux: 'journals',
} as const;
/** What each table is called by the export. */
const FILES: Record<Exclude<Tab, 'general'>, string> = {
  tiers: 'balance-tiers',
  clients: 'agee-clients',
  fournisseurs: 'agee-fournisseurs',
  journaux: 'journaux',
};

/** Balances of a client: general, by third party, aged; and its journals month by month. */
export default function BalancePage() {
  const t = useMessages(booksMessages);
  const words = useMessages(comptaMessages);
  const books = useBooks();
  const tab = TABS.find((one) => one === books.values.onglet) ?? 'general';
  const batchId = books.batch?.batchId;
  const file =
    tab === 'general'
      ? `/api/compta/balance/export?batchId=${batchId}`
      : `/api/compta/livres/export?batchId=${batchId}&livre=${FILES[tab]}`;
  const content = (one: Tab) => {
    if (one === 'general') return <GeneralBalance books={books} />;
    if (one === 'tiers') return <TiersBalance books={books} />;
    if (one === 'journaux') return <Journals books={books} />;
    return <AgedBalance books={books} nature={one === 'clients' ? 'client' : 'fournisseur'} />;
  };
  return (
    <InBooksCurrency books={books}>
      <BooksHeader
        books={books}
        title={t('balances')}
        actions={
          books.batch && (
            <>
              <ExportButton path={file} label={words('export')} />
              <ExportButton path={`/api/compta/fec/export?batchId=${batchId}`} label={words('exportFec')} />
            </>
          )
        }
      />
      {books.batch ? (
        <Tabs
          label={t('balances')}
          value={tab}
          onChange={(id) => books.set({ onglet: id === 'general' ? null : id })}
          items={TABS.map((id) => ({
            id,
            label: t(LABELS[id]),
            content: <div className="pt-4">{id === tab && content(id)}</div>,
          }))}
        />
      ) : (
        <NoBooks pending={books.pending} />
      )}
    </InBooksCurrency>
  );
}
