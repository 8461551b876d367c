/**
 * Services that the contract suite runs, as a learner would write them. They keep to what every
 * kind of sandbox has: node:http, process, console, timers, URL and Buffer.
 */

/** Greets whom it is asked to greet. */
export const HELLO = `import { createServer } from 'node:http';

const server = createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://localhost');
  response.end('Hello, ' + (url.searchParams.get('name') ?? 'world'));
});

server.listen(Number(process.env.PORT));
`;

/** A server whose handler is the body given; it sees `request`, `response` and `server`. */
export function handler(body: string): string {
  return `import { createServer } from 'node:http';

const server = createServer(async (request, response) => {
${body}
});

server.listen(Number(process.env.PORT));
`;
}

/** Answers every request with the same text. */
export function says(text: string): string {
  return handler(`  response.end(${JSON.stringify(text)});`);
}

/** Answers with what it was sent: method, URL, headers and body, as JSON. */
export const MIRROR = handler(`  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks).toString('utf8');
  const { method, url, headers } = request;
  response.setHeader('content-type', 'application/json; charset=utf-8');
  response.end(JSON.stringify({ method, url, headers, body }));`);

/** Answers with the body that it was sent, byte by byte. */
export const ECHO = handler(`  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  response.setHeader('content-type', 'application/octet-stream');
  response.end(Buffer.concat(chunks));`);

/** Prints `asked` and never answers. */
export const SILENT = handler(`  console.log('asked');`);

/** Prints `spinning` and never comes back from its handler. */
export const SPINNING = handler(`  console.log('spinning');
  for (;;);`);
