declare module 'virtual:brownout/packages' {
  type Files = Awaited<ReturnType<import('../../compile/packages/load.ts').LoadPackage>>;

  /**
   * Fetches the files of a vetted package, by its name; rewritten for AsyncLocalStorage or not, and
   * with their steps counted or not.
   */
  type Fetchers = Readonly<Record<string, () => Promise<{ readonly default: Files }>>>;
  export const plain: Fetchers;
  export const withContext: Fetchers;
  export const metered: Fetchers;
  export const meteredWithContext: Fetchers;
}
