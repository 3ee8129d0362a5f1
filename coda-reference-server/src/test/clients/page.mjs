// A conversation of the page in examples/page, behind its own proxy: node page.mjs URL TOKEN MODEL
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const [url, token, model] = process.argv.slice(2);
const folder = new URL("../../../../examples/page/", import.meta.url);
const { Chat } = await import(new URL("chat.mjs", folder));

const proxy = spawn(process.execPath, [fileURLToPath(new URL("serve.mjs", folder)), "0"], {
  env: { ...process.env, CODA_URL: url },
  stdio: ["ignore", "pipe", "inherit"],
});
try {
  const page = String((await once(proxy.stdout, "data"))[0]).trim();
  assert.match(await (await fetch(page)).text(), /Coda over Responses/);

  const chat = new Chat({ url: page, token, model });
  const frames = [];
  const text = (shown) =>
    shown
      .filter((frame) => frame.type === "response.output_text.delta")
      .map((frame) => frame.delta)
      .join("");
  const first = await chat.ask("say hello", (frame) => frames.push(frame));
  assert.equal(first.status, "completed");
  assert.equal(text(frames), "You said: say hello");

  // The next question continues the conversation.
  const second = [];
  await chat.ask("how many messages?", (frame) => second.push(frame));
  assert.equal(text(second), "3 messages");

  // A page that was reloaded sees the answer again, from the frame that it names.
  const again = [];
  const after = 1;
  await new Chat({ url: page, token, model }).rejoin(first.id, after, (frame) => again.push(frame));
  assert.deepEqual(
    again.map((frame) => frame.sequence_number),
    frames.map((frame) => frame.sequence_number).filter((number) => number > after),
  );

  // A tool's call is an item that the page shows.
  const tools = [];
  await chat.ask("calculate something", (frame) => tools.push(frame));
  const call = tools.find(
    (frame) => frame.type === "response.output_item.done" && frame.item.type === "coda:tool_call",
  );
  assert.equal(call.item.name, "calculator");

  await assert.rejects(
    new Chat({ url: page, token: "wrong", model }).ask("hello", () => {}),
    (problem) => !problem.message.includes("undefined"),
  );
} finally {
  proxy.kill();
}
