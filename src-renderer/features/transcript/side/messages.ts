/** Something that was said in a conversation; `number` from 1. */
export interface Message {
  readonly number: number;
  readonly role: string;
  readonly content: string;
}

/** The messages of a conversation's JSON: a list of them, or an object with one under `messages`. `undefined` for others. */
export function messagesIn(text: string): readonly Message[] | undefined {
  if (text.length > LONGEST) return undefined;
  const parsed = parse(text);
  const list = Array.isArray(parsed) ? parsed : (parsed as { messages?: unknown } | null)?.messages;
  if (!Array.isArray(list)) return undefined;
  return list.map((each: unknown, at) => {
    const { role, content } = (typeof each === 'object' && each !== null ? each : { content: each }) as {
      role?: unknown;
      content?: unknown;
    };
    return { number: at + 1, role: typeof role === 'string' ? role : 'message', content: wordsOf(content) };
  });
}

/** Longer conversations are shown as the text they are; unfolding them would hold up the window. */
const LONGEST = 24 * 1024 * 1024;

/** Text, or a list of parts of which some are text. */
function wordsOf(content: unknown): string {
  if (typeof content === 'string') return content;
  if (Array.isArray(content))
    return content.map((part: unknown) => wordsOf((part as { text?: unknown })?.text ?? part)).join('\n');
  return content === undefined ? '' : JSON.stringify(content, null, 2);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
