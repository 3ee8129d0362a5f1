import type { Model, Session, Settings, User } from '../../src/api/schema';
import { daysAgo, id, json, minutesAgo } from './conversation';
import type { Script } from './server';

export const ADA: User = {
  id: id('ada'),
  email: 'ada@example.org',
  name: 'Ada Lovelace',
  organization: {
    id: id('farm'),
    name: 'Upper Valley Farm',
    plan: 'standard',
    quota_tokens: 5_000_000,
    quota_requests: 10_000,
    quota_cost_usd: '50.00',
    used_tokens: 4_620_000,
    used_requests: 2114,
    used_cost_usd: '18.42',
    resets_at: '2026-04-01T00:00:00Z',
  },
};

export const MODELS: Model[] = [
  {
    provider: 'anthropic',
    name: 'claude-sonnet-4-5',
    context_window: 200_000,
    capabilities: ['tools', 'vision', 'reasoning'],
    available: true,
  },
  {
    provider: 'google',
    name: 'gemini-2.5-pro',
    context_window: 1_000_000,
    capabilities: ['tools', 'vision'],
    available: true,
  },
  { provider: 'openai', name: 'gpt-5', context_window: 400_000, available: false },
  {
    provider: 'demo',
    name: 'demo',
    context_window: 32_000,
    capabilities: ['tools'],
    available: true,
  },
];

const SETTINGS: Settings = {
  preferences: {
    tool_permissions: { calculator: 'allow', send_mail: 'ask', delete_file: 'deny' },
    monthly_budget_usd: '20.00',
  },
  api_keys: [{ provider: 'anthropic', last4: 'x9Qf', created_at: daysAgo(12) }],
};

const session = (name: string, title: string, updated: string, more: Partial<Session> = {}) => ({
  id: id(name),
  title,
  created_at: updated,
  updated_at: updated,
  ...more,
});

/** The chats that Ada has. */
export const CHATS = {
  crops: session('crops', 'Which crops to plant', minutesAgo(4)),
  mail: session('mail', 'Send the harvest report', minutesAgo(2)),
  table: session('table', 'Dinner for the board', minutesAgo(25)),
  failed: session('failed', 'Translate the contract', minutesAgo(50)),
  page: session('page', 'A page for the farm shop', minutesAgo(90)),
  research: session('resrch', 'Rain in the last ten years', daysAgo(1)),
  flow: session('flow', 'Why the pump stopped', minutesAgo(1)),
  branches: session('brnchs', 'A name for the newsletter', daysAgo(2)),
  pinned: session('pinned', 'House rules for answers', daysAgo(9), { pinned: true }),
  old: session('oldone', 'Letter to the water board', daysAgo(20)),
  older: session('older1', 'خطة الري للحقل الشمالي', daysAgo(45)),
} satisfies Record<string, Session>;

export const tokens = [
  {
    id: id('t1'),
    name: 'nightly backup',
    scopes: ['read'],
    last4: 'k3Vw',
    created_at: daysAgo(40),
    last_used_at: daysAgo(1),
    expires_at: daysAgo(-320),
  },
  {
    id: id('t2'),
    name: 'field tablet',
    scopes: ['read', 'chat', 'tools'],
    last4: '8Zpq',
    created_at: daysAgo(3),
  },
];

export const TOOLS = [
  { name: 'solver_optimize', description: 'Solves linear and mixed-integer problems exactly.' },
  { name: 'send_mail', description: 'Sends a mail in your name. It cannot be taken back.' },
  { name: 'restaurant__book', description: 'Books a table.' },
];

const listed = Object.values(CHATS);

/** What a server answers to a user who is signed in, whatever chat is in view. */
export const SIGNED_IN: Script = {
  'GET /auth/me': json(ADA),
  'GET /models': json({ items: MODELS }),
  'GET /tools': json({ items: TOOLS }),
  'GET /settings': json(SETTINGS),
  'GET /settings/tokens': json({ items: tokens }),
  'GET /sessions': ({ query }) =>
    json({
      items: listed.filter(({ pinned = false }) => query.get('pinned') === null || pinned),
    }),
};

export const SIGNED_OUT: Script = {
  'GET /auth/me': json({ code: 'unauthorized', detail: 'Sign in first.' }, 401),
  'POST /auth/refresh': json({ code: 'unauthorized', detail: 'Sign in first.' }, 401),
};
