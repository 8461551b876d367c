import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { z } from 'zod';

const Order = z.object({
  item: z.string().min(1),
  quantity: z.int().positive().default(1),
});

const server = createServer(async (request, response) => {
  const order = Order.safeParse(JSON.parse(await text(request)));
  response.setHeader('content-type', 'application/json');
  if (order.success) {
    response.writeHead(201).end(JSON.stringify(order.data));
  } else {
    const problems = order.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    response.writeHead(422).end(JSON.stringify(problems));
  }
});

server.listen(Number(process.env.PORT));
