import { Code, ConnectError, type ConnectRouter } from '@connectrpc/connect';
import { Greeter } from './greet_pb.ts';

export function routes(router: ConnectRouter): void {
  router.service(Greeter, {
    greet({ name }) {
      if (name === '') throw new ConnectError('Say who you are.', Code.InvalidArgument);
      return { greeting: `Hello, ${name}` };
    },
    async *count({ to }) {
      for (let number = 1; number <= to; number++) yield { number };
    },
  });
}
