/** HTTP/1.1 as it is on the wire: bytes to messages and back, with not a byte changed. */
export * from './carrier.ts';
export * from './dialogue.ts';
export * from './encode.ts';
export * from './framer.ts';
export * from './raw-part.ts';
