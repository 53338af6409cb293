import { errorMessage, type Logger } from '@griot/kernel';
import type { Knowledge } from '../knowledge.ts';
import { type Asked, writeAsked } from '../understand/asked.ts';
import { checkProposal } from './check-proposal.ts';
import { instructions } from './instructions.ts';

/** A language model behind an OpenAI-compatible address. */
export interface ModelSettings {
  readonly baseUrl: string;
  readonly apiKey: string | undefined;
  readonly model: string;
}

const TIMEOUT_MS = 8000;
/** Bytes of an answer; a proposal takes a few hundred. */
const MOST_BYTES = 65_536;

/**
 * Asks a language model what a question, which the rules do not understand, could mean. It is told the question, the query before
 * it in the conversation (the names and values that its reader asked by), and what is declared, never a row or a setting; what it says is a proposal, held to the same declarations as anything else.
 * Null for whatever is not one: refusals, other forms, unknown names, late or endless answers. Never throws.
 */
export async function proposeQuery(
  question: string,
  knowledge: Knowledge,
  settings: ModelSettings,
  o: { log: Logger; before?: Asked | null; signal?: AbortSignal; timeoutMs?: number },
): Promise<Asked | null> {
  const late = AbortSignal.timeout(o.timeoutMs ?? TIMEOUT_MS);
  const signal = o.signal ? AbortSignal.any([o.signal, late]) : late;
  try {
    const answer = await fetch(`${settings.baseUrl.replace(/\/+$/, '')}/chat/completions`, {
      method: 'POST',
      // Where the key is sent is what the settings say, not what the other side says.
      redirect: 'error',
      signal,
      headers: {
        'content-type': 'application/json',
        ...(settings.apiKey ? { authorization: `Bearer ${settings.apiKey}` } : {}),
      },
      body: JSON.stringify({
        model: settings.model,
        temperature: 0,
        max_tokens: 600,
        response_format: { type: 'json_object' },
        messages: [
          { role: 'system', content: instructions(knowledge) },
          { role: 'user', content: JSON.stringify({ question, before: o.before ? writeAsked(o.before) : null }) },
        ],
      }),
    });
    if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
    return checkProposal(proposalIn(await readUpTo(answer, MOST_BYTES)), knowledge);
  } catch (error) {
    o.log.warn({ error: errorMessage(error) }, 'The language model proposed nothing');
    return null;
  }
}

/** Reads a body, and gives up on one that does not end. */
async function readUpTo(answer: Response, most: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  if (answer.body)
    for await (const chunk of answer.body as unknown as AsyncIterable<Uint8Array>) {
      size += chunk.length;
      if (size > most) throw new Error(`more than ${most} bytes`);
      chunks.push(chunk);
    }
  return Buffer.concat(chunks).toString('utf8');
}

/** The JSON inside the message of the first choice. Throws for any other form. */
function proposalIn(text: string): unknown {
  const body = JSON.parse(text) as { choices?: { message?: { content?: unknown } }[] };
  const content = body.choices?.[0]?.message?.content;
  if (typeof content !== 'string') throw new Error('no message');
  return JSON.parse(content);
}
