import { expectReply, scenario } from '../../../../../runtime/scenario/index.ts';

export default scenario('Looking up who ordered', { schedules: 3 }, async (lab) => {
  const { env } = await lab.registry();
  const users = await lab.start('users', { env: { ...env } });
  const USERS_URL = `http://127.0.0.1:${users.addresses[0]?.port}`;
  const orders = await lab.start('orders', { env: { USERS_URL } });
  expectReply(await lab.request(orders, 'GET /orders/1')).hasText('an order of Ada');
  return '1 user looked up.';
});
