import type { Evaluated } from '../../../../sandbox/simulated/index.ts';

/** The global through which a loaded text hands over its value; gone when it has. */
const REGISTER = '$brownout';

/**
 * Evaluates a text as a script of the worker. By importScripts, for a closed frame allows no other
 * way. All that it uses is taken now, before any learner's code is there.
 */
export function scriptEvaluator(
  importScripts: (url: string) => void,
): (text: string, url: string) => Evaluated {
  const createUrl = URL.createObjectURL.bind(URL);
  const revokeUrl = URL.revokeObjectURL.bind(URL);
  const TextBlob = Blob;
  const { defineProperty } = Object;
  const { deleteProperty } = Reflect;
  const scope = globalThis;
  return (text, name) => {
    const prefix = `${REGISTER}(`;
    const parts = [prefix, text, `)\n//# sourceURL=${name}`];
    const url = createUrl(new TextBlob(parts, { type: 'text/javascript' }));
    let value: unknown;
    const register = (evaluated: unknown) => {
      value = evaluated;
    };
    defineProperty(scope, REGISTER, { value: register, configurable: true });
    try {
      importScripts(url);
    } finally {
      deleteProperty(scope, REGISTER);
      revokeUrl(url);
    }
    return { value, prefixColumns: prefix.length };
  };
}
