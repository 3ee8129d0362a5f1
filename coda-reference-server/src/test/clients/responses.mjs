// A conversation of OpenAI's client over responses: node responses.mjs URL TOKEN MODEL
import assert from "node:assert/strict";
import OpenAI from "openai";

const [url, apiKey, model] = process.argv.slice(2);
const client = new OpenAI({ baseURL: `${url}/v1`, apiKey, maxRetries: 0 });
const weather = {
  type: "function",
  name: "get_weather",
  description: "Tells the weather of a city.",
  parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
  strict: false,
};

async function all(stream) {
  const frames = [];
  for await (const frame of stream) {
    frames.push(frame);
  }
  return frames;
}

// A conversation that is continued by the id of the response before.
const first = await client.responses
  .create({ model, instructions: "Be brief.", input: "say hello", metadata: { a: "b" } })
  .withResponse();
assert.equal(first.data.status, "completed");
assert.equal(first.data.output_text, "You said: say hello");
assert.equal(first.data.id, first.response.headers.get("x-run-id"));
assert.deepEqual(first.data.metadata, { a: "b" });
const second = await client.responses.create({
  model,
  previous_response_id: first.data.id,
  input: [{ role: "user", content: [{ type: "input_text", text: "how many messages?" }] }],
});
assert.equal(second.output_text, "3 messages");
assert.equal(second.previous_response_id, first.data.id);
assert.equal(second.instructions, "Be brief.");
// An older one is another branch.
const branch = await client.responses.create({
  model,
  previous_response_id: first.data.id,
  input: "how many messages?",
});
assert.equal(branch.output_text, "3 messages");

// A streamed turn with one of the server's tools.
const frames = await all(
  await client.responses.create({ model, input: "calculate something", stream: true }),
);
assert.deepEqual(
  frames.map((frame) => frame.sequence_number),
  frames.map((_, index) => index),
);
assert.equal(frames[0].type, "response.created");
assert.equal(frames.at(-1).type, "response.completed");
const done = frames.at(-1).response;
assert.equal(done.output[0].type, "coda:tool_call");
assert.match(done.output.at(-1).content[0].text, /The tool said: .*42/);
assert.equal(
  frames
    .filter((frame) => frame.type === "response.output_text.delta")
    .map((frame) => frame.delta)
    .join(""),
  done.output.at(-1).content[0].text,
);
assert.deepEqual(
  await all(await client.responses.retrieve(done.id, { stream: true })),
  frames,
);
const { output_text: _, ...got } = await client.responses.retrieve(done.id);
assert.deepEqual(got, done);

// The client's own function.
const asked = await client.responses
  .stream({ model, input: "what is the weather?", tools: [weather] })
  .finalResponse();
const call = asked.output.find((item) => item.type === "function_call");
assert.equal(call.name, "get_weather");
assert.deepEqual(JSON.parse(call.arguments), { city: "Paris" });
await assert.rejects(
  client.responses.create({ model, previous_response_id: asked.id, input: "never mind" }),
  (error) => error.status === 400 && error.param === "input",
);
const told = await client.responses.create({
  model,
  previous_response_id: asked.id,
  tools: [weather],
  input: [{ type: "function_call_output", call_id: call.call_id, output: "sunny" }],
});
assert.equal(told.output_text, "The tool said: sunny");
// The same, with the whole conversation sent along.
const sent = await client.responses.create({
  model,
  tools: [weather],
  input: [
    { role: "user", content: "what is the weather?" },
    ...asked.output,
    { type: "function_call_output", call_id: call.call_id, output: "rainy" },
  ],
});
assert.equal(sent.output_text, "The tool said: rainy");

// A connection that is cut, and rejoined where it was.
const cut = await client.responses.create({ model, input: "say much", stream: true });
let last = -1;
let id = null;
const seen = [];
for await (const frame of cut) {
  seen.push(frame);
  last = frame.sequence_number;
  id = id ?? frame.response?.id;
  if (last === 6) {
    break;
  }
}
const rest = await all(await client.responses.retrieve(id, { stream: true, starting_after: last }));
const replay = await all(await client.responses.retrieve(id, { stream: true }));
assert.deepEqual([...seen, ...rest], replay);
assert.equal(replay.at(-1).response.output_text ?? replay.at(-1).response.output[0].content[0].text,
  Array.from({ length: 40 }, (_, i) => `word${i} `).join(""));

// In the background, and cancelled.
const background = await client.responses.create({ model, input: "never end", background: true });
assert.equal(background.status, "in_progress");
assert.equal(background.background, true);
const watching = client.responses.retrieve(background.id, { stream: true }).then(all);
const cancelled = await client.responses.cancel(background.id);
assert.equal(cancelled.status, "cancelled");
assert.equal((await watching).at(-1).type, "response.incomplete");
assert.equal((await client.responses.retrieve(background.id)).status, "cancelled");

// A failure is a response too.
const failed = await client.responses.create({ model, input: "fail" });
assert.equal(failed.status, "failed");
assert(failed.error.message);

await client.responses.delete(done.id);
await assert.rejects(client.responses.retrieve(done.id), OpenAI.NotFoundError);
await assert.rejects(client.responses.retrieve("resp_unknown"), OpenAI.NotFoundError);
console.log("responses: ok");
