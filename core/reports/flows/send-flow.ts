import type { Platform } from '@griot/application';
import { defineFlow, type FlowDefinition, type TaskContext } from '@griot/flows';
import type { Actor } from '@griot/identity';
import { DomainError, isDomainError, newId } from '@griot/kernel';
import { makeReport } from '../make/make-report.ts';
import { keptReason } from '../queries/tell-reason.ts';
import type { Templates } from '../queries/templates.ts';
import { type ReportRequest, type ReportTemplate, reportRequest } from '../spec/report-template.ts';
import { recordSend, type SendRecord, type SentFile } from '../store/sends.ts';
import { mailReport } from './mail-report.ts';

export const SEND_FLOW = 'reports.send';
const MAX_FILE_BYTES = 20 * 1024 * 1024;
const TYPES = { pdf: 'PDF', xlsx: 'XLSX' } as const;

type Made = Omit<SendRecord, 'id' | 'createdAt'> & { locale: 'fr' | 'en' };

/**
 * Makes a report for each of its recipients, all of them first: when one cannot be made whole, nobody gets anything and
 * the history says why. Then the mails and the history are written in the transaction that ends the task: a run that
 * is killed anywhere before has sent nothing, one that is killed after has sent all of it once.
 */
export function sendFlow(platform: Platform, templates: Templates): FlowDefinition {
  return defineFlow({
    name: SEND_FLOW,
    label: { fr: 'Envoi d’un rapport', en: 'Sending a report' },
    parameters: reportRequest,
    tasks: [
      {
        name: 'make',
        label: { fr: 'Préparer les fichiers', en: 'Make the files' },
        timeoutMs: 300_000,
        // A chart that is empty is as empty the second time.
        retryable: (error) => !(isDomainError(error) && /^(widgets|reports|metrics)\./.test(error.code)),
        run: (ctx) => make(platform, templates, ctx),
      },
      {
        name: 'send',
        label: { fr: 'Remettre les messages', en: 'Hand over the mails' },
        dependsOn: ['make'],
        run: (ctx) =>
          ctx.commit(async (tx) => {
            const made = ctx.outputs.make as Made[];
            const now = platform.clock.now();
            for (const { locale, ...one } of made) {
              await recordSend(tx, ctx.tenantId, { ...one, id: newId(now.getTime()), createdAt: now.toISOString() });
              if (one.state === 'sent')
                await mailReport(platform.mail, tx, {
                  ...one,
                  tenantId: ctx.tenantId,
                  locale,
                  message: ctx.parameters.message,
                });
            }
            return { sent: made.filter((one) => one.state === 'sent').length };
          }),
      },
    ],
  });
}

async function make(platform: Platform, templates: Templates, ctx: TaskContext<ReportRequest>): Promise<Made[]> {
  const { parameters, tenantId } = ctx;
  const made: Made[] = [];
  for (const [at, { userId, filters }] of parameters.recipients.entries()) {
    const base = {
      runId: ctx.runId,
      template: parameters.template,
      userId,
      byName: parameters.requestedBy,
      resendOf: null,
    };
    const blank = { title: parameters.template, userName: '', address: '', from: null, to: null, generation: null };
    try {
      const { actor, email } = await recipientOf(platform, tenantId, userId);
      Object.assign(blank, { userName: actor.name, address: email });
      const { spec } = await templates.one(parameters.template, actor);
      blank.title = spec.title;
      const one = await forOne(platform, ctx, spec, actor, filters);
      made.push({ ...base, ...blank, ...one, locale: actor.locale });
    } catch (error) {
      // The history keeps the failure although the task fails and with it the run; a second try that succeeds takes its place.
      const reason = isDomainError(error) ? keptReason(error.code, error.details) : 'internal';
      const now = platform.clock.now();
      const failed: SendRecord = {
        ...{ ...base, ...blank, state: 'failed', reason, files: [], dedupKey: '' },
        id: newId(now.getTime()),
        createdAt: now.toISOString(),
      };
      await platform.store.withTenant(tenantId, (tx) => recordSend(tx, tenantId, failed));
      throw error;
    }
    ctx.progress(((at + 1) / parameters.recipients.length) * 100, made.at(-1)?.userName ?? '');
  }
  return made;
}

async function forOne(
  platform: Platform,
  ctx: TaskContext<ReportRequest>,
  template: ReportTemplate,
  reader: Actor,
  filters: ReportRequest['recipients'][number]['filters'],
) {
  const { metrics, clock } = platform;
  const { parameters } = ctx;
  const report = await makeReport({ metrics, clock, template, reader, period: parameters.period, filters });
  const facts = { from: report.days.from, to: report.days.to, generation: report.generation };
  if (report.empty && parameters.skipEmpty)
    return { ...facts, state: 'skipped' as const, reason: '', files: [], dedupKey: '' };
  const files: SentFile[] = [];
  for (const format of parameters.formats) {
    const content = format === 'pdf' ? (await report.pdf()).content : await report.xlsx();
    const name = `${template.title} ${report.days.from} ${report.days.to}.${format}`.replaceAll(/[/\\:*?"<>|]/g, ' ');
    const path = `reports/${ctx.runId}/${reader.userId}.${format}`;
    const stored = await platform.files.put(ctx.tenantId, path, content, { maxBytes: MAX_FILE_BYTES });
    files.push({ format, name, path, version: stored.version, sha256: stored.sha256, size: stored.size });
    ctx.log('info', {
      fr: `${TYPES[format]} ${reader.name} : ${stored.size} octets, sha256 ${stored.sha256}`,
      en: `${TYPES[format]} ${reader.name}: ${stored.size} bytes, sha256 ${stored.sha256}`,
    });
  }
  const dedupKey = `reports/${ctx.runId}/${reader.userId}`;
  return { ...facts, state: 'sent' as const, reason: '', files, dedupKey };
}

/** The person as a reader, and where their mail goes. `reports.no_recipient`, `reports.no_address`. */
async function recipientOf(
  platform: Platform,
  tenantId: string,
  userId: string,
): Promise<{ actor: Actor; email: string }> {
  const actor = await platform.identity.actorOf(tenantId, userId);
  if (!actor) throw new DomainError({ code: 'reports.no_recipient', kind: 'not_found', details: { userId } });
  const email = (await platform.identity.findUser({ id: userId }))?.email;
  if (!email) throw new DomainError({ code: 'reports.no_address', kind: 'conflict', details: { name: actor.name } });
  return { actor, email };
}
