import type { Method } from '../server/method.ts';
import { CLUSTER_VERSION, VERSION } from '../version.ts';
import { type Answer, answers } from './answer.ts';

const PREFIXES = ['/v3/', '/v3beta/'];

/** Where a request leads: to a method of the API, or to an answer that is there at once. */
export type Route = { readonly method: Method } | { readonly answer: Answer };

/** What the gateway asks of the server besides its methods. */
export interface Pages {
  isHealthy(): boolean;
}

export function routes(
  methods: readonly Method[],
  pages: Pages,
): (httpMethod: string, target: string) => Route {
  const byPath = new Map<string, Method>();
  for (const method of methods) {
    for (const path of method.http) byPath.set(path, method);
  }
  return (httpMethod, target) => {
    if (httpMethod === 'OPTIONS') return { answer: answers.preflight() };
    const path = pathOf(target);
    const prefix = PREFIXES.find((some) => path.startsWith(some));
    if (prefix === undefined) return { answer: pageAt(path, httpMethod, pages) };
    const method = byPath.get(path.slice(prefix.length));
    if (method === undefined) return { answer: answers.noMethod() };
    return httpMethod === 'POST' ? { method } : { answer: answers.notAllowed() };
  };
}

function pageAt(path: string, httpMethod: string, pages: Pages): Answer {
  if (path !== '/version' && path !== '/health') return answers.noPage();
  if (httpMethod !== 'GET') return answers.notAllowed('GET');
  if (path === '/health') return answers.plain(`{"health":"${pages.isHealthy()}"}`);
  return answers.json(`{"etcdserver":"${VERSION}","etcdcluster":"${CLUSTER_VERSION}"}`);
}

function pathOf(target: string): string {
  const query = target.indexOf('?');
  return query < 0 ? target : target.slice(0, query);
}
