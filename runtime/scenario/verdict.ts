/** What a check says of the learner's code. */
export type Verdict =
  | { readonly outcome: 'passed'; readonly sentence: string }
  | {
      readonly outcome: 'failed';
      /** What was expected and what happened instead, in one sentence. */
      readonly sentence: string;
      /** What to look at: output of the service, a stack, a source line; may be empty. */
      readonly evidence: string;
      /** `seq` of the ledger's event that shows it, when there is one. */
      readonly event: number | null;
    }
  | { readonly outcome: 'inconclusive'; readonly sentence: string; readonly hint: string };
