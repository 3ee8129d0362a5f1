import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, type Page } from '@playwright/test';
import { STORED } from './chats';
import { id, messagesOf, numbered, sessionScript } from './conversation';
import { test } from './fixture';
import { answerOf, codeOf, listOf } from './markdown';
import { type Cost, costOf, type Row, rowOf } from './measure';
import type { Script } from './server';
import { CHATS, SIGNED_IN } from './world';

/*
 * What the page costs, measured on this machine; the table is written to target/figures.md. It is not
 * part of the tests, since a figure depends on what else the machine does.
 */

const FILE = 'target/figures.md';
const ROUNDS = 5;
const TOKENS_A_SECOND = 200;
const SMALL = 20_000;
const LARGE = 200_000;

const SESSION = CHATS.flow;
const RUN = id('r-flow');
const MESSAGE = id('m-flow');

test.describe.configure({ mode: 'serial' });
test.use({ deviceScaleFactor: 1, viewport: { width: 1440, height: 900 } });
test.setTimeout(6 * 60_000);

test.beforeAll(() => {
  mkdirSync('target', { recursive: true });
  writeFileSync(FILE, rowOf.head);
});

const record = (...rows: Row[]) => {
  for (const row of rows) appendFileSync(FILE, rowOf(row));
};

test('P28: the first load', async ({ browser, server }) => {
  server.scripted.play({ ...SIGNED_IN, ...STORED });
  const paints: number[] = [];
  let kilobytes = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const page = await browser.newPage();
    const scripts: Promise<Buffer>[] = [];
    page.on('response', (response) => {
      if (response.url().endsWith('.js')) scripts.push(response.body());
    });
    await page.goto(server.address, { waitUntil: 'networkidle' });
    paints.push(await page.evaluate(largestPaint));
    const sizes = (await Promise.all(scripts)).map((body) => gzipSync(body).length);
    kilobytes = sizes.reduce((sum, size) => sum + size, 0) / 1024;
    await page.close();
  }
  record(
    {
      id: 'P28',
      workload: 'JavaScript of a new chat, gzip',
      value: kilobytes,
      unit: 'KiB',
      most: 120,
    },
    {
      id: 'P28',
      workload: 'largest paint, median',
      value: medianOf(paints),
      unit: 'ms',
      most: 1000,
    },
  );
});

for (const [name, before, textOf] of [
  ['20 KB', 0, answerOf],
  ['the last 20 KB of 200 KB', LARGE - SMALL, answerOf],
  ['the same, one block of code', LARGE - SMALL, codeOf],
  ['the same, one list', LARGE - SMALL, listOf],
] as const) {
  test(`P29: ${name} of Markdown as it is written`, async ({ page, server }) => {
    const answer = textOf(before + SMALL);
    const play = () =>
      server.scripted.play({
        ...SIGNED_IN,
        ...STORED,
        ...sessionScript(SESSION, messagesOf(SESSION, [{ question: 'Tell me all of it.' }])),
        ...written(answer, before),
      });
    play();
    await page.route('**/floor', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<!doctype html><pre></pre>' }),
    );
    await page.goto(`${server.address}/floor`);
    const floor = await costOf(page, () => page.evaluate(appendAll, RUN));

    play();
    await page.goto(`${server.address}/sessions/${SESSION.id}`);
    await page.getByRole('article', { name: 'Coda' }).waitFor();
    const coda = await costOf(page, () => finished(page));
    record(
      {
        id: 'P29',
        workload: `${name}, main thread`,
        value: coda.mainThreadMs,
        floor: floor.mainThreadMs,
        unit: 'ms',
        most: 3 * floor.mainThreadMs,
      },
      ...longTasks('P29', name, coda),
    );
  });
}

test('P30: a session of 5000 messages', async ({ page, server }) => {
  const turns = Array.from({ length: 2500 }, (_, turn) => ({
    question: `Question ${turn}: how was the harvest of field ${turn % 40}?`,
    answer: `Field ${turn % 40} gave **${20 + (turn % 17)} t**.\n\n- wheat\n- beans\n\n${answerOf(300)}`,
  }));
  const messages = messagesOf(CHATS.crops, turns);
  const last = messages.at(-1)?.id ?? '';
  server.scripted.play({ ...SIGNED_IN, ...STORED, ...sessionScript(CHATS.crops, messages) });
  const times: number[] = [];
  let nodes = 0;
  let longest = 0;
  for (let round = 0; round < ROUNDS; round++) {
    await page.goto(server.address);
    await page.getByRole('heading', { name: 'What can I help with?' }).waitFor();
    const cost = await costOf(page, async () => {
      times.push(await page.evaluate(openChat, [CHATS.crops.id, last] as const));
    });
    longest = Math.max(longest, cost.longestTaskMs);
    nodes = await page.evaluate(() => document.querySelectorAll('*').length);
  }
  record(
    {
      id: 'P30',
      workload: 'open 5000 messages, median',
      value: medianOf(times),
      unit: 'ms',
      most: 300,
    },
    { id: 'P30', workload: 'the same, elements', value: nodes, unit: '', most: 800 },
    { id: 'P30', workload: 'the same, longest task', value: longest, unit: 'ms' },
  );

  const answer = answerOf(8000);
  server.scripted.play({
    ...SIGNED_IN,
    ...STORED,
    ...sessionScript(CHATS.crops, messages),
    ...written(answer, 0, CHATS.crops, last),
  });
  await page.goto(`${server.address}/sessions/${CHATS.crops.id}`);
  await page.locator(`[data-message="${MESSAGE}"]`).waitFor();
  const cost = await costOf(page, () => finished(page));
  record(...longTasks('–', '8 KB written under 5000 messages', cost));
});

test('100 tool calls in one answer', async ({ page, server }) => {
  const calls = Array.from({ length: 100 }, (_, index) => callEvents(index)).flat();
  server.scripted.play({
    ...SIGNED_IN,
    ...STORED,
    ...sessionScript(SESSION, messagesOf(SESSION, [{ question: 'Ask all stations.' }])),
    ...streamed(SESSION, [...begun(), ...calls, delta(LAST_WORDS, 0, 200)], (sent) =>
      sent < 2 ? 2 : 3,
    ),
  });
  await page.goto(`${server.address}/sessions/${SESSION.id}`);
  await page.getByRole('article', { name: 'Coda' }).waitFor();
  const cost = await costOf(page, () => finished(page));
  record(...longTasks('–', '100 tool calls in one answer', cost));
});

const begun = (parent?: string) => [
  { type: 'run_started', user_message_id: id('none') },
  {
    type: 'message_start',
    message_id: MESSAGE,
    model: 'demo/demo',
    ...(parent === undefined ? {} : { parent_id: parent }),
  },
];

const delta = (text: string, offset: number, part = 0) => ({
  type: 'content_delta',
  message_id: MESSAGE,
  part,
  offset,
  delta: text,
});

/** A run that has said the beginning at once, and says the rest at the speed of a fast model. */
function written(answer: string, before: number, session = SESSION, parent?: string): Script {
  const tokens = `${answer.slice(before)}\n\n${LAST_WORDS}`.match(/\s*\S{1,5}|\s+$/g) ?? [];
  let offset = before;
  const deltas = tokens.map((token) => {
    const event = delta(token, offset);
    offset += token.length;
    return event;
  });
  const first = before > 0 ? [delta(answer.slice(0, before), 0)] : [];
  const events = [...begun(parent), ...first, ...deltas];
  return streamed(session, events, () => TOKENS_A_SECOND / 100);
}

/** Sends events, in each hundredth of a second as many as are due. */
function streamed(
  session: { id: string },
  events: readonly object[],
  due: (sent: number) => number,
): Script {
  const all = numbered(session.id, RUN, events);
  return {
    [`GET /sessions/${session.id}`]: { json: { ...session, active_run_id: RUN } },
    [`GET /runs/${RUN}`]: { json: { id: RUN, session_id: session.id, status: 'running' } },
    [`GET /runs/${RUN}/events`]: {
      stream: (send, end) => {
        let sent = 0;
        const began = performance.now();
        let owed = 3;
        const timer = setInterval(() => {
          const ticks = (performance.now() - began) / 10;
          owed = Math.max(owed, 3 + ticks * due(sent));
          for (; sent < Math.min(owed, all.length); sent++) send(all[sent] ?? {});
          if (sent < all.length) return;
          clearInterval(timer);
          end();
          onSent();
        }, 5);
      },
    },
  };
}

function callEvents(index: number): object[] {
  const call = { call_id: `c${index}`, tool_name: 'weather__rain' };
  const at = { message_id: MESSAGE, ...call };
  return [
    { type: 'tool_call', ...at, part: 2 * index, input: { station: index, years: [2024, 2025] } },
    { type: 'tool_started', ...call },
    {
      type: 'tool_result',
      ...at,
      part: 2 * index + 1,
      status: 'success',
      output: { mm: 600 + index, note: answerOf(400) },
      execution_time_ms: 20,
    },
  ];
}

const LAST_WORDS = 'That is all of it.';

let onSent = () => {};

/**
 * Waits for the end of the text, and does not look at the page before it is sent, since that would
 * take time of its own. The run itself stays open, so that nothing is read again at its end.
 */
async function finished(page: Page): Promise<void> {
  await new Promise<void>((resolve) => {
    onSent = resolve;
  });
  await expect(page.getByText(LAST_WORDS)).toBeVisible({ timeout: 5 * 60_000 });
}

function longTasks(name: string, workload: string, cost: Cost): Row[] {
  const longest = { id: name, workload: `${workload}, longest task`, value: cost.longestTaskMs };
  return [
    { ...longest, unit: 'ms', most: 50 },
    {
      id: name,
      workload: `${workload}, tasks over 50 ms`,
      value: cost.longTasks,
      unit: '',
      most: 0,
    },
  ];
}

const medianOf = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** The least that a page can do with a stream: it adds each piece to a text. */
async function appendAll(run: string): Promise<void> {
  const target = document.querySelector('pre');
  const response = await fetch(`/api/v1/runs/${run}/events`);
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (let read = await reader?.read(); read?.done === false; read = await reader?.read()) {
    const lines = (rest + read.value).split('\n\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const event = JSON.parse(line.slice('data: '.length));
      if (target !== null && event.delta !== undefined) target.textContent += event.delta;
    }
  }
}

/** How long it takes from the click on a chat until its last message can be read and answered. */
function openChat([session, last]: readonly [string, string]): Promise<number> {
  return new Promise((resolve) => {
    const began = performance.now();
    const look = () => {
      const isThere = document.querySelector(`[data-message="${last}"]`) !== null;
      if (isThere && document.querySelector('textarea[data-composer]') !== null)
        resolve(performance.now() - began);
      else requestAnimationFrame(look);
    };
    document.querySelector<HTMLElement>(`a[href^="/sessions/${session}"]`)?.click();
    look();
  });
}

function largestPaint(): Promise<number> {
  return new Promise((resolve) => {
    new PerformanceObserver((list) => resolve(list.getEntries().at(-1)?.startTime ?? 0)).observe({
      type: 'largest-contentful-paint',
      buffered: true,
    });
  });
}
