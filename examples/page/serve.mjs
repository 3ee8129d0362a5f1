// Serves this folder, and passes /v1 on to the server of CODA_URL: node serve.mjs [PORT]
import { createReadStream } from 'node:fs';
import { createServer, request } from 'node:http';

const files = { '/': ['index.html', 'text/html'], '/chat.mjs': ['chat.mjs', 'text/javascript'] };
const server = new URL(process.env.CODA_URL ?? 'http://localhost:8080');
const port = Number(process.argv[2] ?? 8090);

const pages = createServer((question, answer) => {
  const file = files[question.url];
  if (file !== undefined) {
    answer.writeHead(200, { 'content-type': `${file[1]}; charset=utf-8` });
    createReadStream(new URL(file[0], import.meta.url)).pipe(answer);
  } else if (question.url.startsWith('/v1/')) {
    const { method, headers } = question;
    const forwarded = request(new URL(question.url, server), { method, headers }, (response) => {
      answer.writeHead(response.statusCode, response.headers);
      response.pipe(answer);
    });
    forwarded.on('error', () => answer.headersSent || answer.writeHead(502).end());
    // A reader who leaves ends the stream, not the response.
    answer.on('close', () => forwarded.destroy());
    question.pipe(forwarded);
  } else {
    answer.writeHead(404).end();
  }
});
pages.listen(port, 'localhost', () => console.log(`http://localhost:${pages.address().port}`));
