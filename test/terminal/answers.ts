/** A right answer to step 1.1 that also says its process id. */
export const RIGHT = `import { createServer } from 'node:http';

createServer((req, res) => {
  const url = new URL(req.url ?? '/', 'http://localhost');
  if (url.pathname !== '/hello') return void res.writeHead(404).end();
  if (req.method !== 'GET') return void res.writeHead(405, { Allow: 'GET' }).end();
  res.setHeader('Content-Type', 'text/plain; charset=utf-8');
  res.end(\`Hello, \${url.searchParams.get('name') ?? 'World'}!\`);
}).listen(Number(process.env.PORT), () => console.log('pid', process.pid));
`;

/** Answers every path. */
export const WRONG = RIGHT.replace("url.pathname !== '/hello'", 'false');

/** Listens, and then never does anything again. */
export const SPINNING = RIGHT.replace(
  "console.log('pid', process.pid)",
  "{ console.log('pid', process.pid); setTimeout(() => { for (;;); }, 10); }",
);

/** Listens, and then takes one step that never ends, and that nobody can count. */
export const STUCK = RIGHT.replace(
  "console.log('pid', process.pid)",
  "{ console.log('pid', process.pid); setTimeout(() => /^(a|a)*$/.test('a'.repeat(99) + 'b'), 10); }",
);

export const NOT_TYPESCRIPT = 'const port: = 8080;\n';
