import { scenario } from '../../index.ts';

export default scenario('A check with a bug, for a test', async () => {
  throw new Error('out of tea');
});
