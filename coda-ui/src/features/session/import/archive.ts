import { randomUuid } from '@/shared/random-id';

/** A chat of another product, its messages in an order in which parents come first. */
export type ForeignChat = {
  origin: 'chatgpt' | 'claude';
  title: string | undefined;
  createdAt: string | undefined;
  /** The last message of the branch that was in view. */
  head: string | undefined;
  messages: readonly ForeignMessage[];
};

export type ForeignMessage = {
  id: string;
  parent: string | undefined;
  role: 'user' | 'assistant';
  text: string;
  createdAt: string | undefined;
  model?: string | undefined;
};

const TITLE = 200;

/** What the server calls an exported session. */
export type Archive = ReturnType<typeof archiveOf>;

/** Writes a foreign chat as the server exports its own. */
export function archiveOf({ origin, title, createdAt, head, messages }: ForeignChat) {
  const ids = new Map(messages.map(({ id }) => [id, randomUuid()]));
  const idOf = (id: string | undefined) => (id === undefined ? undefined : ids.get(id));
  const begun = createdAt ?? messages[0]?.createdAt ?? new Date().toISOString();
  return {
    format: 'coda.session',
    version: 1,
    session: {
      title: title?.trim().slice(0, TITLE) || undefined,
      metadata: { imported_from: origin },
      head_message_id: idOf(head) ?? idOf(messages.at(-1)?.id),
      created_at: begun,
    },
    messages: messages.map(({ id, parent, role, text, createdAt: time, model }) => ({
      id: idOf(id),
      parent_id: idOf(parent),
      role,
      parts: [{ type: 'text', text }],
      status: 'complete',
      metadata: model === undefined ? undefined : { model },
      created_at: time ?? begun,
      tool_calls: [],
      chain_of_thought: [],
    })),
  };
}

type Fields = Readonly<Record<string, unknown>>;

export const objectOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
export const textOf = (value: unknown) =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** A text as a block of code, whatever fences it holds itself. */
export function fenced(text: string, language = ''): string {
  const longest = Math.max(2, ...Array.from(text.matchAll(/`{3,}/g), ([fence]) => fence.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}
