// A conversation of OpenAI's client over chat completions: node completions.mjs URL TOKEN MODEL
import assert from "node:assert/strict";
import OpenAI from "openai";

const [url, apiKey, model] = process.argv.slice(2);
const client = new OpenAI({ baseURL: `${url}/v1`, apiKey, maxRetries: 0 });
const parameters = { type: "object", properties: { city: { type: "string" } }, required: ["city"] };
const weather = {
  type: "function",
  function: { name: "get_weather", description: "Tells the weather of a city.", parameters },
};

// A host's models are listed once it has answered.
let models = [];
while (!models.includes(model)) {
  models = (await client.models.list()).data.map((each) => each.id);
}

const whole = await client.chat.completions
  .create({
    model,
    messages: [
      { role: "system", content: "Be brief." },
      { role: "user", content: "say hello" },
    ],
  })
  .withResponse();
assert.equal(whole.data.object, "chat.completion");
assert.equal(whole.data.choices[0].message.content, "You said: say hello");
assert.equal(whole.data.choices[0].finish_reason, "stop");
assert.equal(whole.data.id, whole.response.headers.get("x-run-id"));
assert(whole.response.headers.get("x-session-id"));
assert(whole.data.usage.total_tokens > 0);

// The server's own tool is used, and not shown.
const stream = await client.chat.completions.create({
  model,
  messages: [
    { role: "user", content: "say hello" },
    { role: "assistant", content: "You said: say hello" },
    { role: "user", content: "calculate something" },
  ],
  stream: true,
  stream_options: { include_usage: true },
});
let text = "";
let usage = null;
const reasons = [];
for await (const chunk of stream) {
  assert.equal(chunk.object, "chat.completion.chunk");
  for (const choice of chunk.choices) {
    text += choice.delta.content ?? "";
    assert.equal(choice.delta.tool_calls, undefined);
    if (choice.finish_reason) {
      reasons.push(choice.finish_reason);
    }
  }
  usage = chunk.usage ?? usage;
}
assert.match(text, /The tool said: .*42/);
assert.deepEqual(reasons, ["stop"]);
assert(usage.prompt_tokens > 0 && usage.completion_tokens > 0);

// The client's own tool is handed to it; its runner answers until there is text.
const calls = [];
const runner = client.chat.completions.runTools({
  model,
  stream: true,
  messages: [{ role: "user", content: "what is the weather?" }],
  tools: [
    {
      type: "function",
      function: {
        ...weather.function,
        parse: JSON.parse,
        function: (input) => {
          calls.push(input);
          return "sunny";
        },
      },
    },
  ],
});
assert.equal(await runner.finalContent(), "The tool said: sunny");
assert.deepEqual(calls, [{ city: "Paris" }]);

const asked = await client.chat.completions.create({
  model,
  messages: [{ role: "user", content: "what is the weather?" }],
  tools: [weather],
});
assert.equal(asked.choices[0].finish_reason, "tool_calls");
assert.equal(asked.choices[0].message.content, null);
assert.equal(asked.choices[0].message.tool_calls[0].function.name, "get_weather");

const structured = await client.chat.completions.create({
  model,
  messages: [{ role: "user", content: "as json" }],
  response_format: {
    type: "json_schema",
    json_schema: {
      name: "n",
      schema: { type: "object", properties: { n: { type: "integer" } }, required: ["n"] },
    },
  },
});
assert.deepEqual(JSON.parse(structured.choices[0].message.content), { n: 1 });

await assert.rejects(
  client.chat.completions.create({ model: "none/such", messages: [{ role: "user", content: "x" }] }),
  (error) => error instanceof OpenAI.BadRequestError && error.code === "validation_failed",
);
await assert.rejects(
  client.chat.completions.create({ model, messages: [{ role: "user", content: "x" }], n: 2 }),
  (error) => error.status === 400 && error.param === "n",
);
await assert.rejects(
  new OpenAI({ baseURL: `${url}/v1`, apiKey: "wrong", maxRetries: 0 }).models.list(),
  OpenAI.AuthenticationError,
);
await assert.rejects(
  client.chat.completions.create({ model, messages: [{ role: "user", content: "fail" }] }),
  (error) => error.status === 502 && error.type === "server_error",
);
console.log("chat completions: ok");
