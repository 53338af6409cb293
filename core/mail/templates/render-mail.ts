/** One mail's words; every text is escaped where it meets HTML. */
export interface MailWords {
  locale: 'fr' | 'en';
  title: string;
  paragraphs: readonly string[];
  /** Label and value, as a small table. */
  facts?: readonly (readonly [string, string])[];
  action?: { label: string; url: string };
}

const FOOT = {
  fr: 'Ce message a été envoyé par Griot. Ne répondez pas à cette adresse.',
  en: 'This message was sent by Griot. Please do not answer to this address.',
};

export function escapeHtml(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replace(/[&<>"']/g, (char) => entities[char] ?? char);
}

/** The same words as plain text and as HTML. An action's address must be http or https; another one is left out. */
export function renderMail(words: MailWords): { text: string; html: string } {
  const { title, paragraphs, facts = [] } = words;
  const action = words.action && /^https?:\/\//.test(words.action.url) ? words.action : undefined;
  const foot = FOOT[words.locale];
  const text = [
    title,
    ...paragraphs,
    facts.map(([label, value]) => `${label} : ${value}`).join('\n'),
    action ? `${action.label} : ${action.url}` : '',
    `-- \n${foot}`,
  ].filter((part) => part !== '');
  const rows = facts.map(
    ([label, value]) =>
      `<tr><td style="padding:2px 12px 2px 0;color:#5c586b">${escapeHtml(label)}</td><td>${escapeHtml(value)}</td></tr>`,
  );
  const html = [
    `<!doctype html><html lang="${words.locale}"><meta charset="utf-8"><body style="font:15px/1.5 sans-serif;color:#1c1a29;background:#faf8f4;padding:24px">`,
    `<div style="max-width:560px;margin:auto;background:#fff;border:1px solid #e4dfd5;border-radius:6px;padding:24px">`,
    `<h1 style="font-size:18px;margin:0 0 12px">${escapeHtml(title)}</h1>`,
    ...paragraphs.map((one) => `<p style="margin:0 0 12px">${escapeHtml(one)}</p>`),
    rows.length > 0 ? `<table style="border-collapse:collapse;margin:0 0 16px">${rows.join('')}</table>` : '',
    action
      ? `<p><a href="${escapeHtml(action.url)}" style="color:#fff;background:#3a3a8c;padding:8px 14px;border-radius:4px;text-decoration:none">${escapeHtml(action.label)}</a></p>`
      : '',
    `<p style="color:#8a8698;font-size:12px;margin:16px 0 0">${escapeHtml(foot)}</p></div></body></html>`,
  ];
  return { text: text.join('\n\n'), html: html.join('') };
}
