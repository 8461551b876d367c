/**
 * Consul: the HTTP API of one agent, over a store that changes by one command at a time. `state/`
 * is what servers agree on, `agent/` what one agent knows of its own services and how it checks
 * them, `endpoints/` the API, `filter/` its filters, `http/` and `codec/` what is Go's about it.
 */
export { type Consul, createConsul } from './consul.ts';
export { type Client, type ConsulOptions, DEFAULT_OPTIONS } from './options.ts';
