import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { streamText } from 'hono/streaming';

const app = new Hono();

app.get('/hello/:name', (c) => c.text(`Hello, ${c.req.param('name')} (${c.req.query('from')})`));

app.post('/orders', async (c) => {
  const { quantity } = await c.req.json();
  if (quantity < 1) throw new HTTPException(422, { message: 'Order something.' });
  c.header('location', '/orders/1');
  return c.json({ id: 1, quantity }, 201);
});

app.get('/count', (c) =>
  streamText(c, async (stream) => {
    for (const number of [1, 2, 3]) {
      await stream.writeln(`${number}`);
      await stream.sleep(5);
    }
  }),
);

serve({ fetch: app.fetch, port: Number(process.env.PORT) });
