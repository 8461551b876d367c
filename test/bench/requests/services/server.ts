/** Answers with what it got, holds an answer back, or hangs. */
import { createServer } from 'node:http';

createServer((request, response) => {
  if (request.url === '/hold' || request.url === '/spin') {
    response.write('more to come');
    if (request.url === '/spin') setTimeout(spin, 20);
    return;
  }
  let length = 0;
  request.on('data', (bytes: Uint8Array) => {
    length += bytes.length;
  });
  request.on('end', () => {
    const body = JSON.stringify({ length, url: request.url, pid: process.pid });
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(body);
  });
}).listen(Number(process.env.PORT));

function spin(): void {
  for (;;);
}
