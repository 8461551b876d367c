declare module 'virtual:brownout/sandbox-frame' {
  /** Where the page finds the sandbox's document. */
  const url: string;
  export default url;
}
