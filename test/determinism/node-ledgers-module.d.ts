declare module 'virtual:brownout/node-ledgers' {
  const ledgers: readonly string[];
  export default ledgers;
}
