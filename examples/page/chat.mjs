// A conversation over the Responses protocol, with nothing but fetch. It runs in browsers and in Node.

const ENDS = new Set(['response.completed', 'response.incomplete', 'response.failed', 'error']);

export class Chat {
  #url;
  #headers;
  #model;

  /** The last response of the conversation, which the next question continues. */
  last;

  constructor({ url = '', token, model, last = null }) {
    this.#url = url;
    this.#headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    this.#model = model;
    this.last = last;
  }

  /** Asks, calls `onFrame` with each frame of the answer, and returns the finished response. */
  async ask(input, onFrame) {
    const question = { model: this.#model, input, stream: true };
    if (this.last !== null) question.previous_response_id = this.last;
    const answer = await this.#send('/v1/responses', { method: 'POST', body: JSON.stringify(question) });
    return this.#follow(answer, -1, onFrame);
  }

  /** Shows a response again behind one of its frames, whether it has ended or not. */
  async rejoin(id, after, onFrame) {
    this.last = id;
    return this.#follow(await this.#stream(id, after), after, onFrame);
  }

  /** Stops the response; closing the page does not. */
  async stop() {
    await this.#send(`/v1/responses/${this.last}/cancel`, { method: 'POST' });
  }

  async #follow(answer, seen, onFrame) {
    for (;;) {
      try {
        for await (const frame of frames(answer.body)) {
          seen = frame.sequence_number ?? seen;
          this.last = frame.response?.id ?? this.last;
          onFrame(frame);
          if (ENDS.has(frame.type)) return frame.response;
        }
      } catch (broken) {
        if (this.last === null) throw broken;
      }
      // The connection broke, and the response did not: continue behind the last frame.
      answer = await this.#stream(this.last, seen);
    }
  }

  #stream(id, after) {
    const from = after < 0 ? '' : `&starting_after=${after}`;
    return this.#send(`/v1/responses/${id}?stream=true${from}`, {});
  }

  async #send(path, options) {
    const answer = await fetch(this.#url + path, { ...options, headers: this.#headers });
    if (answer.ok) return answer;
    const problem = await answer.json().catch(() => null);
    throw new Error(problem?.error?.message ?? `The server answered ${answer.status}.`);
  }
}

/** Reads server-sent events whose data is JSON. */
async function* frames(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const events = (rest + value).split('\n\n');
    rest = events.pop();
    for (const event of events) {
      const data = event
        .split('\n')
        .filter((line) => line.startsWith('data:'))
        .map((line) => line.slice(5))
        .join('\n');
      if (data !== '' && data.trim() !== '[DONE]') yield JSON.parse(data);
    }
  }
}
