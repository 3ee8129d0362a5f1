/** A part of a message as a session's file has it. */
export type FilePart = Readonly<Record<string, unknown>>;

const id = (index: number) => `0198f000-0000-7000-8000-${String(index).padStart(12, '0')}`;

/** The file of a session, in which questions and answers take turns. */
export function sessionFile(title: string, messages: readonly (readonly FilePart[])[]) {
  const content = {
    format: 'coda.session',
    version: 1,
    session: {
      title,
      head_message_id: id(messages.length - 1),
      created_at: '2026-01-05T10:00:00Z',
    },
    messages: messages.map((parts, index) => ({
      id: id(index),
      ...(index === 0 ? {} : { parent_id: id(index - 1) }),
      role: index % 2 === 0 ? 'user' : 'assistant',
      parts,
      status: 'complete',
      created_at: '2026-01-05T10:00:00Z',
      tool_calls: [],
      chain_of_thought: [],
    })),
  };
  const buffer = Buffer.from(JSON.stringify(content));
  return { name: 'chat.json', mimeType: 'application/json', buffer };
}
