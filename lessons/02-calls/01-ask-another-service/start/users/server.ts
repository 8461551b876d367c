import { createServer } from 'node:http';
import { answer, refuse } from './answer.ts';

const port = Number(process.env.PORT ?? 8081);
/** While the shop is closed, everybody is answered this, by whatever stands before the service. */
const closedPage = process.env.CLOSED_PAGE;
const closedStatus = Number(process.env.CLOSED_STATUS ?? 200);

const names = new Map([
  ['ada', 'Ada King'],
  ['a/c repairs', 'Clara Byron'],
  ['who?', 'Luo Fu'],
  ['#1', 'Zoë'],
]);

const server = createServer(async (req, res) => {
  if (closedPage !== undefined) {
    res.writeHead(closedStatus).end(closedPage);
    return;
  }
  const id = userIn(req.url ?? '/');
  if (id !== null && req.method === 'PUT') {
    const name = await nameIn(req);
    if (name === null) {
      refuse(res, 400, 'send {"name": "…"}');
      return;
    }
    names.set(id, name);
  }
  const name = names.get(id ?? '');
  if (name === undefined) refuse(res, 404, `no user at ${req.url}`);
  else answer(res, 200, { id, name });
});

/** `a/c repairs` in `/users/a%2Fc%20repairs`; null where the path is none of a user. */
function userIn(url: string): string | null {
  const [, id] = /^\/users\/([^/?]+)$/.exec(url) ?? [];
  try {
    return id === undefined ? null : decodeURIComponent(id);
  } catch {
    return null;
  }
}

/** `Ada` in `{"name": "Ada"}`; null where the body is something else. */
async function nameIn(body: AsyncIterable<Buffer>): Promise<string | null> {
  const chunks: Buffer[] = [];
  for await (const chunk of body) chunks.push(chunk);
  try {
    const { name } = JSON.parse(Buffer.concat(chunks).toString());
    return typeof name === 'string' ? name : null;
  } catch {
    return null;
  }
}

server.listen(port, () => {
  console.log(`users listens on port ${port}`);
});
