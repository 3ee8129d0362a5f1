import type { Message, MessageDetail, Part, Session, Thought } from '../../src/api/schema';
import type { Answer, Script } from './server';

/** When every screen is looked at. */
export const NOW = '2026-03-18T10:30:00Z';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

export const ago = (milliseconds: number) => new Date(Date.parse(NOW) - milliseconds).toISOString();
export const minutesAgo = (minutes: number) => ago(minutes * MINUTE);
export const daysAgo = (days: number) => ago(days * DAY);

export const json = (value: unknown, status = 200): Answer => ({ json: value, status });
export const refused = (status: number, code: string, detail: string): Answer =>
  json({ status, code, detail }, status);

/** An id that is the same in every run. */
export const id = (name: string) =>
  `0198f000-0000-7000-8000-${Buffer.from(name).toString('hex').padEnd(12, '0').slice(0, 12)}`;

/** A turn of a conversation: what was asked, and what was answered. */
export type Turn = {
  question: string | Part[];
  answer?: string | Part[];
  change?: Partial<MessageDetail>;
  thoughts?: Thought[];
  /** How long the calls took. */
  times?: Readonly<Record<string, number>>;
  /** How many versions there are of the question, and of the answer. */
  versions?: readonly [number, number];
};

const partsOf = (content: string | Part[]): Part[] =>
  typeof content === 'string' ? [{ type: 'text', text: content }] : content;

const siblings = (own: string, count = 1) =>
  Array.from({ length: count }, (_, index) =>
    index === count - 1 ? own : `${own.slice(0, -2)}${index}f`,
  );

/** The messages of a session, a few minutes apart. */
export function messagesOf(session: Session, turns: readonly Turn[]): MessageDetail[] {
  let parent: string | undefined;
  return turns.flatMap((turn, index) => {
    const { question, answer, change, thoughts, times = {}, versions = [1, 1] } = turn;
    const short = session.id.slice(-12, -6);
    const asked = `${id('q').slice(0, -12)}${short}${String(index).padStart(4, '0')}00`;
    const answered = `${id('a').slice(0, -12)}${short}${String(index).padStart(4, '0')}01`;
    const at = Date.parse(session.updated_at) - (turns.length - index) * 3 * MINUTE;
    const message = (own: string, from: string | undefined, role: Message['role']): Message => ({
      id: own,
      session_id: session.id,
      ...(from === undefined ? {} : { parent_id: from }),
      role,
      status: 'complete',
      created_at: new Date(at + (role === 'user' ? 0 : 900)).toISOString(),
    });
    const messages: MessageDetail[] = [
      {
        ...message(asked, parent, 'user'),
        parts: partsOf(question),
        sibling_ids: siblings(asked, versions[0]),
      },
    ];
    parent = asked;
    if (answer === undefined) return messages;
    parent = answered;
    const calls = Object.entries(times).map(([call_id, execution_time_ms]) => ({
      call_id,
      execution_time_ms,
    }));
    messages.push({
      ...message(answered, asked, 'assistant'),
      parts: partsOf(answer),
      model_provider: 'anthropic',
      model_name: 'claude-sonnet-4-5',
      tokens: { input: 1834, output: 212, cache_read: 1200 },
      cost_usd: '0.0087',
      processing_time_ms: 4120,
      sibling_ids: siblings(answered, versions[1]),
      tool_calls: calls,
      chain_of_thought: thoughts ?? [],
      ...change,
    });
    return messages;
  });
}

/** What a server answers about one session. */
export function sessionScript(session: Session, messages: readonly MessageDetail[]): Script {
  const details = messages.map((message) => [`GET /messages/${message.id}`, json(message)]);
  return {
    [`GET /sessions/${session.id}`]: json(session),
    [`GET /sessions/${session.id}/messages`]: ({ query }) => page(messages, query),
    ...Object.fromEntries(details),
  };
}

/** A page after the cursor, or up to it where it is read from the end. */
function page(messages: readonly MessageDetail[], query: URLSearchParams): Answer {
  const limit = Number(query.get('limit') ?? 20);
  const at = messages.findIndex(({ id }) => id === query.get('cursor'));
  const end = query.get('cursor') === null ? messages.length : at + 1;
  const isFromEnd = query.get('from') === 'end';
  const start = isFromEnd ? Math.max(0, end - limit) : at + 1;
  const found = messages.slice(start, isFromEnd ? end : start + limit);
  const items = found.map(({ tool_calls: _, chain_of_thought: __, ...message }) => message);
  const next = isFromEnd ? found[0]?.parent_id : found.at(-1)?.id;
  const isMore = isFromEnd ? start > 0 : start + found.length < messages.length;
  return json({ items, ...(isMore ? { next_cursor: next } : {}) });
}

/** The run that is under way in a session. */
export const runOf = (session: { id: string }) => id(`r${session.id.slice(-12, -8)}`);

/** A session whose run is under way: it has written these events and writes no more. */
export function runScript(session: Session, events: readonly object[]): Script {
  const run = runOf(session);
  return {
    [`GET /sessions/${session.id}`]: json({ ...session, active_run_id: run }),
    [`GET /runs/${run}`]: json({ id: run, session_id: session.id, status: 'running' }),
    [`GET /runs/${run}/events`]: {
      stream: (send) => {
        for (const event of numbered(session.id, run, events)) send(event);
      },
    },
  };
}

/** Events with what all of them carry. */
export const numbered = (session: string, run: string, events: readonly object[]) =>
  events.map((event, index) => ({
    seq: index + 1,
    run_id: run,
    session_id: session,
    ts: ago((events.length - index) * 400),
    ...event,
  }));
