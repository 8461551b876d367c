import { checkDatacenter } from '../http/query-options.ts';
import { json } from '../http/reply.ts';
import type { Routes } from '../http/router.ts';
import type { Server } from '../server.ts';

/** The port that servers use among themselves. */
export const SERVER_PORT = 8300;

/** `/v1/status`: who leads. There is one server, so it does. */
export function statusRoutes({ options }: Server): Routes {
  const leader = `${options.address}:${SERVER_PORT}`;
  return {
    'GET /v1/status/leader': (call) => {
      checkDatacenter(call, options.datacenter);
      return json(leader);
    },
    'GET /v1/status/peers': (call) => {
      checkDatacenter(call, options.datacenter);
      return json([leader]);
    },
  };
}
