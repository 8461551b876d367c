declare module 'virtual:brownout/check-frame' {
  /** Where the page finds the document in which checks run. */
  const url: string;
  export default url;
}

declare module 'virtual:brownout/checks' {
  /** Fetches the text of a step's check, by the step's folder. */
  export const checks: Readonly<Record<string, () => Promise<{ readonly default: string }>>>;
}
