import { reply, type Served } from './testing.ts';

/** For tests: a server with an answer for every path that the programs ask. */
export async function handle(served: Served): Promise<void> {
  const [, path = '', argument = ''] = served.target.split(/[/?]/);
  switch (path) {
    case 'echo':
      return reply(served, 200, `${served.method} ${served.target} ${await served.body}`);
    case 'status':
      return reply(served, Number(argument), '');
    case 'redirect':
      await served.body;
      return reply(served, Number(argument), 'see there', ['Location', '/echo']);
    case 'to':
      return reply(served, 302, '', ['location', decodeURIComponent(argument)]);
    case 'count':
      return Number(argument) === 0
        ? reply(served, 200, 'there')
        : reply(served, 302, '', ['location', `/count/${Number(argument) - 1}`]);
    case 'early':
      served.head(103, ['link', 'x']);
      return reply(served, 200, 'hi');
    case 'continue':
      return served.head(100);
    case 'close':
      return served.close();
    case 'reset':
      return served.reset();
    case 'begin':
      served.head(200, argument === '' ? [] : ['content-length', argument]);
      return served.write('abc');
    case 'last':
      served.head(200, ['connection', 'close', ...(argument ? ['content-length', argument] : [])]);
      return served.write('abc');
  }
}
