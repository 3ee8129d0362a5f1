import type { Part, Thought } from '../../src/api/schema';
import { id, json, messagesOf, runOf, runScript, sessionScript, type Turn } from './conversation';
import type { Script } from './server';
import { CHATS } from './world';

const INPUT = {
  sense: 'maximize',
  objective: { wheat: 300, beans: 500 },
  constraints: ['wheat + beans <= 40', '2 wheat + 4 beans <= 120'],
};
const OPTIMUM = { status: 'OPTIMAL', objective_value: 16000, variables: { wheat: 20, beans: 20 } };
const CROPS = `Plant **20 ha of wheat and 20 ha of beans**. That earns 16,000 € and uses all of the land and all of the work.

| Crop | Area | Days of work | Income |
|---|---:|---:|---:|
| Wheat | 20 ha | 40 | 6,000 € |
| Beans | 20 ha | 80 | 10,000 € |
| **Sum** | **40 ha** | **120** | **16,000 €** |

One more day of work would be worth 100 €, and one more hectare 100 €:

\`\`\`python
def income(wheat: float, beans: float) -> float:
    """Income in euros of a plan in hectares."""
    assert wheat + beans <= 40
    return 300 * wheat + 500 * beans
\`\`\`

- Beans need **twice** the work of wheat, which is why not all of the land gets them.
- If work costs more than 100 € a day, hire nobody.`;

const call = (name: string, input: unknown, callId = name): Part => ({
  type: 'tool_call',
  call_id: callId,
  tool_name: name,
  input,
});
const result = (name: string, output: unknown, callId = name): Part => ({
  type: 'tool_result',
  call_id: callId,
  tool_name: name,
  status: 'success',
  output,
});
const text = (words: string): Part => ({ type: 'text', text: words });

const started = Date.parse(CHATS.crops.updated_at) - 3 * 60_000 + 900;
const thought = (
  step_number: number,
  step_type: string,
  content: string,
  metadata: Record<string, unknown> = {},
): Thought => ({
  step_number,
  step_type,
  content,
  metadata,
  created_at: new Date(started + step_number * 640).toISOString(),
});

const STEPS = [
  thought(1, 'reasoning', 'Two crops, two limits, one sum: a linear program.'),
  thought(2, 'tool_selection', 'The question can be solved exactly by solver_optimize.', {
    tool: 'solver_optimize',
    call_id: 'solver_optimize',
  }),
  thought(3, 'parameter_eval', 'The input has both limits and the sum that is to be largest.', {
    valid: true,
  }),
  thought(4, 'tool_result_eval', 'The solver found the best plan.', { succeeded: true, score: 1 }),
  thought(5, 'synthesis', 'Answered with the plan, as a table.'),
];

const TURNS = {
  crops: [
    {
      question:
        'We have 40 hectares and 120 days of work. Wheat earns 300 € a hectare and takes 2 days, beans earn 500 € and take 4. What should we plant?',
      answer: [
        { type: 'reasoning', text: 'Two crops, two limits, one sum: a linear program.' },
        call('solver_optimize', INPUT),
        result('solver_optimize', OPTIMUM),
        text(CROPS),
      ],
      thoughts: STEPS,
      times: { solver_optimize: 184 },
    },
  ],
  branches: [
    {
      question: 'Suggest a name for our newsletter.',
      answer: 'How about **The Furrow**? It is short, and nobody nearby uses it.',
      versions: [1, 3],
    },
    {
      question: 'Something with water in it.',
      answer: '**Headwaters**: where the river begins, and where news comes from.',
      versions: [2, 1],
    },
    {
      question: 'And a line under it?',
      answer: 'Notes from the upper valley, four times a year.',
    },
  ],
  failed: [
    {
      question: 'Translate the contract into Italian.',
      answer: [text('**Contratto di affitto**\n\nTra il signor ')],
      change: {
        status: 'failed',
        error: {
          code: 'overloaded',
          message: 'anthropic has answered three attempts with 529.',
        },
      },
    },
  ],
  research: [
    {
      question: 'How much did it rain in each of the last ten years?',
      answer: [
        ...Array.from({ length: 10 }, (_, year) => [
          call('weather__rain', { year: 2016 + year }, `rain${year}`),
          result(
            'weather__rain',
            { year: 2016 + year, mm: 610 + ((year * 97) % 160) },
            `rain${year}`,
          ),
        ]).flat(),
        text('The mean is **681 mm**. 2021 was the wettest year and 2018 the driest.'),
      ],
      times: Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`rain${i}`, 210 + 30 * i])),
    },
  ],
  page: [
    {
      question: 'Make a page for the farm shop, and a list of what it sells.',
      answer: [
        text(`Here is the page:

\`\`\`html
<!doctype html>
<title>Farm shop</title>
<style>
  body { font: 18px/1.5 "Noto Sans", sans-serif; margin: 0; color: #233; background: #f7f5ee; }
  header { background: #2f6b4f; color: white; padding: 2rem; }
  main { padding: 1rem 2rem; }
</style>
<header><h1>Upper Valley Farm Shop</h1><p>Open on Fridays from 8 to 18.</p></header>
<main><h2>This week</h2><ul><li>Potatoes</li><li>Beans</li><li>Apple juice</li></ul></main>
\`\`\`

And the list:

| Product | Unit | Price |
|---|---|---:|
| Potatoes | 5 kg | 6.50 € |
| Beans | 500 g | 3.20 € |
| Apple juice | 1 l | 2.80 € |
| Honey | 500 g | 7.90 € |
| Eggs | 10 | 3.60 € |`),
      ],
    },
  ],
} satisfies Record<string, Turn[]>;

/** What was said in each chat that is over. */
export const STORED: Script = Object.assign(
  {},
  ...Object.entries(TURNS).map(([name, turns]) => {
    const session = CHATS[name as keyof typeof TURNS];
    return sessionScript(session, messagesOf(session, turns));
  }),
);

/** A conversation whose first two turns were summarised on request. */
export const COMPACTED: Script = sessionScript(
  CHATS.branches,
  messagesOf(CHATS.branches, TURNS.branches).flatMap((said, index) =>
    index === 3
      ? [
          said,
          {
            ...said,
            id: id('compact'),
            parent_id: said.id,
            sibling_ids: [id('compact')],
            parts: [],
            metadata: { compaction: { tokens_before: 8412, tokens_after: 930 } },
          },
        ]
      : [said],
  ),
);

const message = (session: { id: string }) => id(`m${session.id.slice(-12, -8)}`);

/** An answer whose call waits for a person. */
function waiting(
  session: (typeof CHATS)[keyof typeof CHATS],
  question: string,
  intro: string,
  tool: string,
  asked: { input: object; reason?: string },
): Script {
  const inMessage = { message_id: message(session) };
  const named = { call_id: tool, tool_name: tool };
  const stored = messagesOf(session, [{ question }]);
  const begun = { ...inMessage, parent_id: stored[0]?.id };
  return {
    ...sessionScript(session, stored),
    ...runScript(session, [
      { type: 'run_started', user_message_id: id('none') },
      { type: 'message_start', ...begun, model: 'anthropic/claude-sonnet-4-5' },
      { type: 'content_delta', ...inMessage, part: 0, offset: 0, delta: intro },
      {
        type: 'tool_call',
        ...inMessage,
        part: 1,
        ...named,
        input: 'reason' in asked ? {} : asked.input,
      },
      ...(('reason' in asked && [{ type: 'tool_started', call_id: tool }]) || []),
      { type: 'approval_required', ...named, expires_at: '2026-03-18T11:15:00Z', ...asked },
      { type: 'run_paused', interrupts: [] },
    ]),
  };
}

export const ASKING = waiting(
  CHATS.mail,
  'Send the harvest report to everybody on the board.',
  'The report is ready. I send it now.',
  'send_mail',
  {
    input: {
      to: ['board@example.org', 'treasurer@example.org'],
      subject: 'Harvest report',
      body: 'Dear all,\n\nthe harvest was 4 % above last year. The figures are attached.\n\nAda',
    },
  },
);

export const QUESTION = waiting(
  CHATS.table,
  'Book a table for the board dinner on Friday.',
  'I ask the restaurant.',
  'restaurant__book',
  {
    reason: 'elicitation',
    input: {
      message: 'There are tables inside and on the terrace. Which one shall it be?',
      schema: {
        type: 'object',
        required: ['place', 'people'],
        properties: {
          place: { type: 'string', title: 'Where', enum: ['Inside', 'Terrace'] },
          people: { type: 'integer', title: 'People', minimum: 1, default: 7 },
          vegetarian: { type: 'boolean', title: 'Some eat no meat' },
        },
      },
    },
  },
);

const writing = { message_id: message(CHATS.flow) };
const asked = messagesOf(CHATS.flow, [{ question: 'Why did the pump stop at 4?' }]);

/** An answer that is being written: a thought, a call that is done, one that runs, and text. */
export const WRITING: Script = {
  ...sessionScript(CHATS.flow, asked),
  ...runScript(CHATS.flow, [
    { type: 'run_started', user_message_id: id('none') },
    {
      type: 'message_start',
      ...writing,
      parent_id: asked[0]?.id,
      model: 'anthropic/claude-sonnet-4-5',
    },
    { type: 'context', tokens: 5120, limit: 200_000 },
    {
      type: 'reasoning_delta',
      ...writing,
      part: 0,
      offset: 0,
      delta: 'The log of the pump will say what happened before it stopped.',
    },
    { type: 'content_delta', ...writing, part: 1, offset: 0, delta: 'I look at the log first.' },
    {
      type: 'tool_call',
      ...writing,
      part: 2,
      call_id: 'log',
      tool_name: 'read_log',
      input: { hours: 2 },
    },
    { type: 'tool_started', call_id: 'log' },
    {
      type: 'tool_result',
      ...writing,
      part: 3,
      call_id: 'log',
      tool_name: 'read_log',
      status: 'success',
      output: '03:58 pressure 6.1 bar\n04:00 motor off: overload',
      execution_time_ms: 320,
    },
    {
      type: 'content_delta',
      ...writing,
      part: 4,
      offset: 0,
      delta:
        'The motor was switched off by its **overload protection** at 4:00. Next I check the valve.',
    },
    {
      type: 'tool_call',
      ...writing,
      part: 5,
      call_id: 'valve',
      tool_name: 'valve_state',
      input: { valve: 'north-3' },
    },
    { type: 'tool_started', call_id: 'valve' },
    {
      type: 'tool_progress',
      call_id: 'valve',
      message: 'Waiting for the valve’s controller',
      percent: 40,
    },
  ]),
};

const NEXT = ['Then write a note for the electrician.', 'And tell me what a new motor costs.'];

/** The same, while two messages wait for its end. */
export const QUEUED: Script = {
  ...WRITING,
  [`GET /sessions/${CHATS.flow.id}`]: json({
    ...CHATS.flow,
    active_run_id: runOf(CHATS.flow),
    queued_run_ids: NEXT.map((_, index) => id(`next${index}`)),
  }),
  ...Object.fromEntries(
    NEXT.flatMap((text, index) => {
      const run = id(`next${index}`);
      const request = { content: [{ type: 'text', text }], settings: {} };
      const queued = { type: 'run_queued', seq: 1, run_id: run, position: index + 1, request };
      return [
        [`GET /runs/${run}`, json({ id: run, session_id: CHATS.flow.id, status: 'queued' })],
        [`GET /runs/${run}/events`, { stream: (send: (event: object) => void) => send(queued) }],
      ];
    }),
  ),
};
