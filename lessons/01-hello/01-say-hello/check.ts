import {
  expectReply,
  pathSegment,
  personNames,
  scenario,
} from '../../../runtime/scenario/index.ts';

const NAMES = 30;
const OTHER_PATHS = 5;
const OTHER_METHODS = ['POST', 'PUT', 'PATCH', 'DELETE'];

export default scenario(
  'Greeting by name, and refusing the rest',
  { schedules: 3 },
  async (lab) => {
    const hello = await lab.start('hello');

    expectReply(await lab.request(hello, 'GET /hello'))
      .hasStatus(200)
      .hasText('Hello, World!');
    for (const name of personNames(lab.random, NAMES)) {
      const reply = await lab.request(hello, `GET /hello?name=${encodeURIComponent(name)}`);
      expectReply(reply).hasStatus(200).hasText(`Hello, ${name}!`);
    }

    const paths = Array.from({ length: OTHER_PATHS }, () => `/${pathSegment(lab.random)}`);
    for (const path of ['/', '/hello/again', ...paths]) {
      expectReply(await lab.request(hello, `GET ${path}`)).hasStatus(404);
    }

    for (const method of OTHER_METHODS) {
      const reply = await lab.request(hello, `${method} /hello?name=Ada`);
      expectReply(reply).hasStatus(405).hasHeader('Allow', 'GET');
    }

    return `${NAMES} names greeted, ${paths.length + 2} other paths and ${OTHER_METHODS.length} other methods refused.`;
  },
);
