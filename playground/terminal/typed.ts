/** A command of ours as the learner would type it; '' is `npm run lesson` alone. */
export type Typed = (words: string) => string;

/** For the same workspace: one that was asked for by an option has to be asked for again. */
export function typedFor(workspace: string | null): Typed {
  const option = workspace === null ? '' : `--workspace ${quoted(workspace)}`;
  return (words) => {
    const rest = [option, words].filter((part) => part !== '').join(' ');
    return rest === '' ? 'npm run lesson' : `npm run lesson -- ${rest}`;
  };
}

function quoted(word: string): string {
  return /^[\w./~:@%+,=-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
