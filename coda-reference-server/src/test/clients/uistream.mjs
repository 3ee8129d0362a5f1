// A conversation of the AI SDK's chat: node uistream.mjs URL TOKEN MODEL
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import {
  AbstractChat,
  DefaultChatTransport,
  lastAssistantMessageIsCompleteWithApprovalResponses,
  lastAssistantMessageIsCompleteWithToolCalls,
} from "ai";
import { signIn, signOut } from "./signin.mjs";

const [url, token, model, session] = process.argv.slice(2);
const weather = {
  get_weather: {
    description: "Tells the weather of a city.",
    parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
  },
};

/** The state of a chat that no page shows. */
class State {
  status = "ready";
  error = undefined;
  messages;

  constructor(messages) {
    this.messages = messages;
  }

  pushMessage(message) {
    this.messages = [...this.messages, message];
  }

  popMessage() {
    this.messages = this.messages.slice(0, -1);
  }

  replaceMessage(index, message) {
    this.messages = this.messages.map((each, i) => (i === index ? structuredClone(message) : each));
  }

  snapshot(thing) {
    return structuredClone(thing);
  }
}

class Chat extends AbstractChat {
  constructor({ messages = [], tools, ...options } = {}) {
    super({
      transport: new DefaultChatTransport({
        api: `${url}/api/v1/ai/chat`,
        headers: { Authorization: `Bearer ${token}` },
        body: { model, tools },
      }),
      state: new State(messages),
      onError: (error) => {
        this.failure = error;
      },
      ...options,
    });
  }

  get last() {
    return this.messages.at(-1);
  }

  text() {
    return this.last.parts.filter((part) => part.type === "text").map((part) => part.text).join("");
  }

  /** Waits until the chat has nothing under way. */
  async settled() {
    do {
      await new Promise((resolve) => setImmediate(resolve));
    } while (this.status === "submitted" || this.status === "streaming");
  }
}

// History that is sent along is matched, not stored again.
const chat = new Chat({ id: randomUUID() });
await chat.sendMessage({ text: "say hello" });
assert.equal(chat.text(), "You said: say hello");
await chat.sendMessage({ text: "how many messages?" });
assert.equal(chat.text(), "3 messages");
await chat.regenerate();
assert.equal(chat.text(), "3 messages");

// A tool of the server, in a step of its own.
await chat.sendMessage({ text: "calculate something" });
const call = chat.last.parts.find((part) => part.type === "dynamic-tool");
assert.equal(call.state, "output-available");
assert.match(chat.text(), /The tool said: .*42/);
assert.equal(chat.last.parts.filter((part) => part.type === "step-start").length, 2);

// Thoughts.
await chat.sendMessage({ text: "think" });
assert(chat.last.parts.some((part) => part.type === "reasoning"));

// A tool of the page.
const page = new Chat({
  id: randomUUID(),
  tools: weather,
  sendAutomaticallyWhen: lastAssistantMessageIsCompleteWithToolCalls,
  onToolCall: ({ toolCall }) => {
    page.addToolOutput({ tool: toolCall.toolName, toolCallId: toolCall.toolCallId, output: "sunny" });
  },
});
await page.sendMessage({ text: "what is the weather?" });
await page.settled();
assert.match(page.text(), /The tool said: sunny/);

// An approval, in a chat that the client has named itself.
const named = new Chat({
  id: `chat-${randomUUID()}`,
  sendAutomaticallyWhen: lastAssistantMessageIsCompleteWithApprovalResponses,
});
await named.sendMessage({ text: "what time is it?" });
const asked = named.last.parts.find((part) => part.type === "dynamic-tool");
assert.equal(asked.state, "approval-requested");
await named.addToolApprovalResponse({ id: asked.approval.id, approved: true });
await named.settled();
const decided = named.last.parts.find((part) => part.type === "dynamic-tool");
assert.equal(decided.state, "output-available");
assert.match(named.text(), /^The tool said: /);

// A sign-in: the chat has the link, and the answer to the request makes the call again.
const unknown = new Chat({
  id: randomUUID(),
  sendAutomaticallyWhen: lastAssistantMessageIsCompleteWithApprovalResponses,
});
await unknown.sendMessage({ text: "who am I?" });
const link = unknown.last.parts.find((part) => part.type === "data-sign-in");
const waiting = unknown.last.parts.find((part) => part.type === "dynamic-tool");
assert.equal(waiting.state, "approval-requested");
assert.equal(link.data.toolCallId, waiting.toolCallId);
assert.equal(link.data.service, "wiki");
assert.match(await signIn(link.data.url, session, "ada@wiki"), /Signed in to wiki/);
await unknown.addToolApprovalResponse({ id: waiting.approval.id, approved: true });
await unknown.settled();
assert.equal(unknown.text(), "The tool said: ada@wiki");
await signOut(url, session);

// A connection that is cut, and a page that is loaded anew.
const id = randomUUID();
const cut = new Chat({ id });
const sending = cut.sendMessage({ text: "say much" });
while (!cut.last || cut.last.role === "user" || cut.text().length < 20) {
  await new Promise((resolve) => setImmediate(resolve));
}
await cut.stop();
await sending;
const reloaded = new Chat({ id, messages: cut.messages.slice(0, 1) });
await reloaded.resumeStream();
const words = Array.from({ length: 40 }, (_, i) => `word${i} `).join("");
assert.equal(reloaded.text(), words);
await reloaded.resumeStream();
assert.equal(reloaded.messages.length, 2);

// A failure.
const failing = new Chat({ id: randomUUID() });
await failing.sendMessage({ text: "fail" });
assert.equal(failing.status, "error");
assert(failing.failure.message);
console.log("AI SDK: ok");
