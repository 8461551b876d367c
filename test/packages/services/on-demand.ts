import { createServer } from 'node:http';

createServer(async (request, response) => {
  const { z } = await import('zod');
  const unknown = await import(`${request.url?.slice(1)}`).catch((error) => error.code);
  response.end(`${z.int().safeParse(1).success} ${unknown}`);
}).listen(Number(process.env.PORT));
