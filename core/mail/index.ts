export { createMail, type MailOptions } from './create-mail.ts';
export type { Mail, MailAttachment, MailDelivery, MailInput, MailState } from './mail.ts';
export { mailMigrations } from './store/rows.ts';
export { type MailWords, renderMail } from './templates/render-mail.ts';
