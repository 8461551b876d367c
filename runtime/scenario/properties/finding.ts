/** What a property says of what was observed. Each thing observed is the caller's own kind. */
export type Holds<Seen> =
  | { readonly holds: true }
  | {
      readonly holds: false;
      /** In one sentence, with who and when. */
      readonly sentence: string;
      /** What shows it, in order. */
      readonly shown: readonly Seen[];
    };

export const HOLDS = { holds: true } as const;
