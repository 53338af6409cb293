import { QueryView, Skeleton, useMay } from '@griot/ui';
import { BatchTimeline } from './batch-timeline.tsx';
import { CheckedBatch } from './checked-batch.tsx';
import { useLivePeriods } from './use-live-periods.ts';

/** A client's batches: the one that was opened, with the one thing to do next, and all of them. */
export function ClientFiles(props: { clientId: string; lot: string | null; onLot: (id: string | null) => void }) {
  const { clientId, lot, onLot } = props;
  const mayLoad = useMay('compta.files.load');
  const mayUpload = useMay('compta.files.upload');
  const { periods, progress, refresh } = useLivePeriods(clientId);
  return (
    <QueryView query={periods} skeleton={<Skeleton />}>
      {({ items }) => {
        const shown = items.find(({ batchId }) => batchId === lot);
        return (
          <>
            {shown && (
              <CheckedBatch
                key={shown.batchId}
                batch={shown}
                progress={progress[shown.batchId] ?? null}
                refresh={refresh}
                may={{ load: mayLoad, correct: mayUpload }}
              />
            )}
            <BatchTimeline clientId={clientId} items={items} progress={progress} refresh={refresh} onOpen={onLot} />
          </>
        );
      }}
    </QueryView>
  );
}
