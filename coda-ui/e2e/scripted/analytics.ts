import type { Decisions, ToolUsage, Usage, UsageItem } from '../../src/api/analytics';
import { daysAgo, json, refused } from './conversation';
import type { Script } from './server';

const item = (key: string | undefined, runs: number, tokens: number): UsageItem => ({
  ...(key === undefined ? {} : { key }),
  runs,
  tokens: { total: tokens, input: Math.round(tokens * 0.8), output: Math.round(tokens * 0.2) },
  cost_usd: (tokens / 250_000).toFixed(2),
  error_rate: 0.012,
  latency_ms: { p50: 3100, p95: 9400, p99: 21_000 },
  time_to_first_token_ms: 640,
});

const DAYS = 7;
const days = Array.from({ length: DAYS }, (_, index) =>
  item(
    daysAgo(DAYS - 1 - index).slice(0, 10),
    30 + ((index * 37) % 60),
    90_000 + ((index * 53) % 7) * 30_000,
  ),
);

const usage: Usage = {
  from: daysAgo(DAYS - 1).slice(0, 10),
  to: daysAgo(0).slice(0, 10),
  group_by: 'day',
  items: days,
  totals: item(undefined, 412, 1_240_000),
  dropped_events: 0,
};

const tools: ToolUsage[] = [
  {
    tool_name: 'solver_optimize',
    calls: 128,
    success_rate: 0.99,
    latency_ms: { p50: 180, p95: 420 },
    score: 0.97,
  },
  {
    tool_name: 'weather__rain',
    calls: 90,
    success_rate: 0.91,
    latency_ms: { p50: 310, p95: 1900 },
    score: 0.88,
    last_error: 'The station did not answer within 10 s.',
    last_error_at: daysAgo(1),
  },
  { tool_name: 'send_mail', calls: 14, success_rate: 1, latency_ms: { p50: 240, p95: 380 } },
];

const decisions: Decisions = {
  runs: 412,
  steps: 1730,
  steps_per_run: 4.2,
  step_types: [
    { step_type: 'tool_selection', count: 610, score: 0.94 },
    { step_type: 'parameter_eval', count: 540, score: 0.98 },
    { step_type: 'synthesis', count: 412, score: 0.9 },
    { step_type: 'memory_recall', count: 168 },
  ],
  tools: [
    { tool_name: 'solver_optimize', chosen: 128, approved: 0, denied: 0, score: 0.97 },
    { tool_name: 'send_mail', chosen: 19, approved: 14, denied: 5, score: 0.8 },
  ],
};

export const BUSY: Script = {
  'GET /analytics/usage': json(usage),
  'GET /analytics/tools': json({ items: tools }),
  'GET /analytics/decisions': json(decisions),
};

/** The same by model, each with its days. */
export const BY_MODEL: Script = {
  ...BUSY,
  'GET /analytics/usage': json({
    ...usage,
    group_by: 'model',
    items: ['anthropic/claude-sonnet-4-5', 'openai/gpt-5-mini', 'ollama/qwen3'].map(
      (model, index) => ({
        ...item(model, 250 >> index, 800_000 >> index),
        days: days
          .filter((_, day) => (day + 1) % (index + 1) === 0)
          .map(({ key = '', runs, tokens: { total }, cost_usd }) => ({
            day: key,
            runs,
            tokens: total >> index,
            cost_usd,
          })),
      }),
    ),
  } satisfies Usage),
};

export const UNUSED: Script = {
  'GET /analytics/usage': json({ ...usage, items: [], totals: item(undefined, 0, 0) }),
  'GET /analytics/tools': json({ items: [] }),
  'GET /analytics/decisions': json({ ...decisions, runs: 0, steps: 0, step_types: [], tools: [] }),
};

export const UNREADABLE: Script = {
  'GET /analytics/*': refused(503, 'unavailable', 'The database is not available; try again.'),
};
