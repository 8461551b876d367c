import { type Inspect, type InspectOptions, inspectCustom } from '../inspect.ts';

/** The engine's own, for a URL hands out those; it prints as Node's do. */
export const URLSearchParams = globalThis.URLSearchParams;

if (!(inspectCustom in URLSearchParams.prototype)) {
  Object.defineProperty(URLSearchParams.prototype, inspectCustom, {
    value(this: URLSearchParams, depth: number, options: InspectOptions, inspect: Inspect) {
      if (depth < 0) return '[Object]';
      const pairs = [...this].map(([name, value]) => {
        return `${inspect(name, options)} => ${inspect(value, options)}`;
      });
      return pairs.length === 0 ? 'URLSearchParams {}' : `URLSearchParams { ${pairs.join(', ')} }`;
    },
    writable: true,
    configurable: true,
  });
}
