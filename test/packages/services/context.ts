import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout } from 'node:timers/promises';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';

const requestId = new AsyncLocalStorage<string>();
const app = new Hono();

app.use(async (c, next) => {
  await requestId.run(c.req.header('x-request-id') ?? 'none', next);
});

app.get('/', async (c) => {
  await setTimeout(5);
  return c.text(`${requestId.getStore()}`);
});

serve({ fetch: app.fetch, port: Number(process.env.PORT) });
