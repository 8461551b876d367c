import type { Call } from './call.ts';
import { empty, type Reply, text } from './reply.ts';

/** Answers a call; `rest` is the path behind the route's own, decoded. */
export type Handler = (call: Call, rest: string) => Promise<Reply> | Reply;

/** Handlers by method and path: `PUT /v1/agent/check/pass/` takes every path that begins so. */
export type Routes = Readonly<Record<string, Handler>>;

type Methods = Map<string, Handler>;

/** Finds who answers a call. A path that ends in `/` stands for all that begin with it. */
export class Router {
  readonly #exact = new Map<string, Methods>();
  /** The longest first. */
  readonly #prefixes: { readonly path: string; readonly methods: Methods }[];

  constructor(routes: Routes) {
    const prefixes = new Map<string, Methods>();
    for (const [route, handler] of Object.entries(routes)) {
      const [method = '', path = ''] = route.split(' ');
      const paths = path.endsWith('/') && path !== '/' ? prefixes : this.#exact;
      const methods = paths.get(path) ?? new Map();
      paths.set(path, methods.set(method, handler));
    }
    this.#prefixes = [...prefixes]
      .map(([path, methods]) => ({ path, methods }))
      .sort((left, right) => right.path.length - left.path.length);
  }

  async answer(call: Call): Promise<Reply> {
    const found = this.#find(call.path);
    if (found === null) return this.#elsewhere(call);
    const handler = found.methods.get(call.method);
    if (handler !== undefined) return handler(call, found.rest);
    const allow = { Allow: ['OPTIONS', ...found.methods.keys()].join(',') };
    if (call.method === 'OPTIONS') return empty(200, allow);
    return text(405, `method ${call.method} not allowed`, allow);
  }

  /** `/v1/kv` is meant as `/v1/kv/`. */
  #elsewhere(call: Call): Reply {
    const isShort = this.#prefixes.some(({ path }) => path === `${call.path}/`);
    if (!isShort) return empty(404);
    const query = call.rawQuery === '' ? '' : `?${call.rawQuery}`;
    return empty(301, { Location: `${call.path}/${query}` });
  }

  #find(path: string): { readonly methods: Methods; readonly rest: string } | null {
    const exact = this.#exact.get(path);
    if (exact !== undefined) return { methods: exact, rest: '' };
    const prefix = this.#prefixes.find((each) => path.startsWith(each.path));
    return prefix === undefined
      ? null
      : { methods: prefix.methods, rest: path.slice(prefix.path.length) };
  }
}
