/** What a program needs of its surroundings to run at all, and nothing that could be a secret. */
const PASSED_ON = ['PATH', 'HOME', 'LANG', 'LC_ALL', 'TMPDIR', 'TZ'];

/**
 * The environment of a service. It does not inherit the learner's own: that may hold tokens and
 * passwords which a service would print or serve, and settings (NODE_OPTIONS, PORT) which would make
 * a step behave differently from one machine to the next.
 */
export function serviceEnvironment(
  given: Readonly<Record<string, string>>,
  port: number,
  surroundings: NodeJS.ProcessEnv = process.env,
): Record<string, string> {
  const passedOn = PASSED_ON.flatMap((name) => {
    const value = surroundings[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  // What a service prints is shown as text: colour codes would only be noise there.
  return { ...Object.fromEntries(passedOn), NO_COLOR: '1', ...given, PORT: String(port) };
}
