import { createServer } from 'node:http';

const { PORT, USERS_URL } = process.env;

createServer(async (_request, response) => {
  const user = await fetch(`${USERS_URL}/users/1`);
  response.end(`an order of ${await user.text()}`);
}).listen(Number(PORT), () => {
  console.log(`orders listens on ${PORT}`);
});
