// A conversation of AG-UI's client: node agui.mjs URL TOKEN MODEL
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { HttpAgent } from "@ag-ui/client";
import { EventSchema } from "@ag-ui/core/schemas";
import { signIn, signOut } from "./signin.mjs";

const [url, token, model, session] = process.argv.slice(2);
const forwardedProps = { model };
const parameters = { type: "object", properties: { city: { type: "string" } }, required: ["city"] };
const weather = { name: "get_weather", description: "Tells the weather of a city.", parameters };

function agentOf(threadId) {
  return new HttpAgent({
    url: `${url}/api/v1/agui`,
    headers: { Authorization: `Bearer ${token}` },
    threadId,
  });
}

function say(agent, content) {
  agent.addMessage({ id: randomUUID(), role: "user", content });
}

async function run(agent, parameters = {}) {
  const events = [];
  let finished = null;
  await agent.runAgent(
    { forwardedProps, ...parameters },
    {
      onEvent: ({ event }) => {
        EventSchema.parse(event);
        events.push(event);
      },
      onRunFinishedEvent: (params) => {
        finished = params;
      },
    },
  );
  return { events, finished, last: agent.messages.at(-1) };
}

// History that is sent along is matched, not stored again.
const agent = agentOf(randomUUID());
say(agent, "say hello");
const first = await run(agent);
assert.equal(first.events[0].type, "RUN_STARTED");
assert.equal(first.events[0].threadId, agent.threadId);
assert.equal(first.last.content, "You said: say hello");
assert.equal(first.finished.outcome, "success");
assert(first.events.at(-1).usage[0].totalTokens > 0);
say(agent, "how many messages?");
assert.equal((await run(agent)).last.content, "3 messages");

// A tool of the server.
say(agent, "calculate something");
const calculated = await run(agent);
assert.match(calculated.last.content, /The tool said: .*42/);
assert(agent.messages.some((message) => message.role === "tool"));

// Thoughts.
say(agent, "think");
const thought = await run(agent);
assert(agent.messages.some((message) => message.role === "reasoning"));
assert.equal(thought.last.content, "I thought.");

// A tool of the page.
say(agent, "what is the weather?");
const asked = await run(agent, { tools: [weather] });
assert.equal(asked.finished.pendingToolCallIds.length, 1);
agent.addMessage({
  id: randomUUID(),
  role: "tool",
  toolCallId: asked.finished.pendingToolCallIds[0],
  content: "sunny",
});
assert.equal((await run(agent, { tools: [weather] })).last.content, "The tool said: sunny");

// An approval, under a thread that the client has named itself.
const named = agentOf(`thread ${randomUUID()}`);
say(named, "what time is it?");
const paused = await run(named);
assert.equal(paused.finished.outcome, "interrupt");
const [interrupt] = paused.finished.interrupts;
assert.equal(interrupt.reason, "approval");
assert.deepEqual(interrupt.responseSchema.required, ["decision"]);
const resume = [
  { interruptId: interrupt.id, status: "resolved", payload: { decision: "approve" } },
];
const resumed = await run(named, { resume });
assert.equal(resumed.finished.outcome, "success");
assert.match(resumed.last.content, /^The tool said: /);

// A sign-in, with its link.
const unknown = agentOf(randomUUID());
say(unknown, "who am I?");
const [missing] = (await run(unknown)).finished.interrupts;
assert.equal(missing.reason, "auth_required");
assert.match(missing.message, /^Sign in to wiki/);
assert.deepEqual(Object.keys(missing.responseSchema.properties), ["decision"]);
assert.equal(missing.metadata.signIn.service, "wiki");
assert.match(await signIn(missing.metadata.signIn.url, session, "ada@wiki"), /Signed in to wiki/);
const known = await run(unknown, {
  resume: [{ interruptId: missing.id, status: "resolved", payload: { decision: "approve" } }],
});
assert.equal(known.last.content, "The tool said: ada@wiki");
await signOut(url, session);

// A connection that is cut, and a client that joins the same run again.
const cut = agentOf(randomUUID());
say(cut, "say much");
const runId = randomUUID();
await cut
  .runAgent(
    { runId, forwardedProps },
    {
      onTextMessageContentEvent: ({ textMessageBuffer }) => {
        if (textMessageBuffer.length > 20) {
          cut.abortRun();
        }
      },
    },
  )
  .catch(() => {});
const rejoined = await run(cut, { runId });
assert.equal(rejoined.events[0].type, "RUN_STARTED");
assert.equal(rejoined.events[1].type, "MESSAGES_SNAPSHOT");
const words = Array.from({ length: 40 }, (_, i) => `word${i} `).join("");
assert.equal(rejoined.last.content, words);
assert.equal(cut.messages.filter((message) => message.role === "assistant").length, 1);
assert.equal(cut.messages.filter((message) => message.role === "user").length, 1);

// A failure is an event.
const failing = agentOf(randomUUID());
say(failing, "fail");
let error = null;
await failing
  .runAgent({ forwardedProps }, { onRunErrorEvent: ({ event }) => { error = event; } })
  .catch(() => {});
assert.equal(error.type, "RUN_ERROR");
assert(error.message);
console.log("AG-UI: ok");
