import { quoteUtf8 } from '../../go/index.ts';
import { fromUtf8 } from '../bytes.ts';
import type { Method } from '../server/method.ts';
import { Code, Refusal } from '../status.ts';

/** Finds a method by a call's path; throws a Refusal where there is none. */
export function methodFinder(methods: readonly Method[]): (path: string) => Method {
  const byPath = new Map(methods.map((method) => [method.rpc, method]));
  const services = new Set(methods.map(({ rpc }) => split(rpc)?.service));
  return (path) => {
    const method = byPath.get(path);
    if (method !== undefined) return method;
    const named = split(path);
    if (named === null) {
      const text = `malformed method name: ${quoteUtf8(path)}`;
      throw new Refusal(Code.RESOURCE_EXHAUSTED, text);
    }
    const { service, name } = named;
    if (!services.has(service)) {
      throw new Refusal(Code.UNIMPLEMENTED, `unknown service ${fromUtf8(service)}`);
    }
    throw new Refusal(
      Code.UNIMPLEMENTED,
      `unknown method ${fromUtf8(name)} for service ${service}`,
    );
  };
}

/** `/service/method`; the first stroke may be left out. */
function split(path: string): { readonly service: string; readonly name: string } | null {
  const whole = path.startsWith('/') ? path.slice(1) : path;
  const at = whole.lastIndexOf('/');
  return at < 0 ? null : { service: whole.slice(0, at), name: whole.slice(at + 1) };
}
