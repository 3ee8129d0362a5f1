import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';

/** An answer: a value as JSON, a problem, or a stream. */
export type Answer =
  | { json: unknown; status?: number }
  | { stream: (send: (event: object) => void, end: () => void) => void; headers?: object };

/** Answers by method and path, such as `GET /sessions`; a path may end in `*`. */
export type Script = Readonly<Record<string, Answer | ((request: Asked) => Answer)>>;

export type Asked = { path: string; query: URLSearchParams };

const BASE = '/api/v1';
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** Serves the built UI, and answers for Coda's server what a test has written down. */
export class ScriptedServer {
  private script: Script = {};
  private readonly server: Server;
  private readonly folder: string;

  /** @param folder the built UI */
  constructor(folder: string) {
    this.folder = folder;
    this.server = createServer((request, response) => this.serve(request, response));
  }

  /** Starts at a free port; returns the address. */
  start(): Promise<string> {
    return new Promise((resolve) =>
      this.server.listen(0, '127.0.0.1', () =>
        resolve(`http://127.0.0.1:${(this.server.address() as AddressInfo).port}`),
      ),
    );
  }

  /** Answers like this from now on. */
  play(script: Script): void {
    this.script = script;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private serve(request: IncomingMessage, response: ServerResponse): void {
    // The pages of a test have a time of their own.
    response.sendDate = false;
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (url.pathname.startsWith(BASE)) this.answer(request.method ?? 'GET', url, response);
    else this.file(url.pathname, response);
  }

  private answer(method: string, url: URL, response: ServerResponse): void {
    const path = url.pathname.slice(BASE.length);
    const found = this.find(`${method} ${path}`);
    const answer = typeof found === 'function' ? found({ path, query: url.searchParams }) : found;
    if (answer === undefined) {
      write(response, 404, { code: 'not_found', detail: `Nothing is scripted for ${path}.` });
    } else if ('stream' in answer) {
      response.writeHead(200, { 'Content-Type': 'text/event-stream', ...answer.headers });
      answer.stream(
        (event) => response.write(`data: ${JSON.stringify(event)}\n\n`),
        () => response.end(),
      );
    } else write(response, answer.status ?? 200, answer.json);
  }

  private find(key: string) {
    if (this.script[key] !== undefined) return this.script[key];
    const pattern = Object.keys(this.script)
      .filter((each) => each.endsWith('*') && key.startsWith(each.slice(0, -1)))
      .sort((a, b) => b.length - a.length)[0];
    return pattern === undefined ? undefined : this.script[pattern];
  }

  private file(path: string, response: ServerResponse): void {
    // Every other address is a page of the application.
    const name = extname(path) === '' ? 'index.html' : path;
    try {
      const bytes = readFileSync(join(this.folder, name));
      response.writeHead(200, { 'Content-Type': TYPES[extname(name)] ?? '' }).end(bytes);
    } catch {
      response.writeHead(404).end();
    }
  }
}

function write(response: ServerResponse, status: number, value: unknown): void {
  const type = status < 400 ? 'application/json' : 'application/problem+json';
  response.writeHead(status, { 'Content-Type': type }).end(JSON.stringify(value));
}
