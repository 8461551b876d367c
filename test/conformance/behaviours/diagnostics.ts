import diagnostics, {
  channel,
  hasSubscribers,
  subscribe,
  unsubscribe,
} from 'node:diagnostics_channel';
import { StringDecoder } from 'node:string_decoder';
import { area } from './behaviour.ts';
import { errorOf } from './kit.ts';

const channels = area('diagnostics_channel', {
  'a channel publishes to its subscribers': (print) => {
    const orders = channel('orders');
    const listener = (message: unknown, name: unknown) => print('heard', message, name);
    print(orders.hasSubscribers, hasSubscribers('orders'), orders === channel('orders'));
    subscribe('orders', listener);
    orders.publish({ id: 1 });
    print(orders.hasSubscribers, unsubscribe('orders', listener), unsubscribe('orders', listener));
    orders.publish({ id: 2 });
    print(diagnostics.channel('orders').name);
  },

  'a tracing channel tells begin, end and errors': async (print) => {
    const tracing = diagnostics.tracingChannel('pay');
    const heard = (event: string) => (message: unknown) => {
      const { result, error } = message as { result?: unknown; error?: Error };
      print(event, result, error?.message);
    };
    tracing.subscribe({
      start: heard('start'),
      end: heard('end'),
      asyncStart: heard('asyncStart'),
      asyncEnd: heard('asyncEnd'),
      error: heard('error'),
    });
    print(tracing.traceSync((a: number) => a + 1, {}, undefined, 1));
    print(await tracing.tracePromise(async () => 'later', {}));
    const fail = () => {
      throw new Error('traced');
    };
    print(await errorOf(() => tracing.traceSync(fail, {})));
  },
});

const decoder = area('string_decoder', {
  'characters are kept whole across writes': (print) => {
    const utf8 = new StringDecoder('utf8');
    const euro = Buffer.from('€');
    print([utf8.write(euro.subarray(0, 1)), utf8.write(euro.subarray(1)), utf8.end()]);
    print([utf8.write(Buffer.from([0xe2, 0x82])), utf8.end()]);
  },

  'base64, utf16le and hex are kept whole too': (print) => {
    const base64 = new StringDecoder('base64');
    print([base64.write(Buffer.from('abcd')), base64.end()]);
    const utf16 = new StringDecoder('utf16le');
    print([utf16.write(Buffer.from([0x61])), utf16.write(Buffer.from([0]))]);
    print(new StringDecoder('hex').write(Buffer.from('a')));
  },

  'an unknown encoding is refused': async (print) => {
    print(await errorOf(() => new StringDecoder('nope' as 'utf8')));
  },
});

export const behaviours = [...channels, ...decoder];
