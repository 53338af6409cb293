import { formatDay } from '@griot/kernel';
import { type Mail, renderMail } from '@griot/mail';
import type { Tx } from '@griot/store';
import type { SendRecord } from '../store/sends.ts';

const WORDS = {
  fr: { period: 'Période', build: 'Construction', attached: 'Le rapport est joint à ce message.' },
  en: { period: 'Period', build: 'Build', attached: 'The report is attached to this message.' },
};

/** The mail that carries a report, written in the transaction of its cause. */
export async function mailReport(
  mail: Mail,
  tx: Tx,
  one: Omit<SendRecord, 'id' | 'createdAt'> & { tenantId: string; locale: 'fr' | 'en'; message: string },
): Promise<void> {
  const words = WORDS[one.locale];
  const days = `${formatDay(one.from)} – ${formatDay(one.to)}`;
  await mail.enqueue(tx, {
    tenantId: one.tenantId,
    to: [one.address],
    subject: `${one.title} · ${days}`,
    ...renderMail({
      locale: one.locale,
      title: one.title,
      paragraphs: [...(one.message ? [one.message] : []), words.attached],
      facts: [
        [words.period, days],
        [words.build, String(one.generation ?? '–')],
      ],
    }),
    attachments: one.files.map(({ name, path, version }) => ({ filename: name, path, version })),
    dedupKey: one.dedupKey,
    // Nobody gets a report twice because a machine died: what the server may have taken is a person's to send again.
    whenInDoubt: 'hold',
  });
}
