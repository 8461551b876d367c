/** What crosses between instances, and the record of everything that happened. */
export * from './body-recorder.ts';
export * from './event.ts';
export * from './ledger.ts';
export * from './listeners.ts';
export type * from './messages.ts';
export * from './port-table.ts';
export * from './process-network.ts';
export * from './random.ts';
export * from './switch.ts';
