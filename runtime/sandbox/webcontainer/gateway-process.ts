import { SandboxError } from '../errors.ts';
import type { Container, ContainerProcess } from './container.ts';
import { FOLDER } from './container-files.ts';
import { type Handlers, Peer } from './link/peer.ts';

/** A terminal so wide that no line is broken. */
const TERMINAL = { cols: 4096, rows: 24 };

/** How much of what a gateway printed is kept, to say why it ended. */
const LAST_WORDS_CHARACTERS = 500;

/** The gateway in the container, as the page has it. */
export interface Gateway {
  readonly peer: Peer;
  /** Resolves when it is gone, with why. Never rejects. */
  readonly gone: Promise<SandboxError>;
  end(): void;
}

/** Starts one. Resolves when it runs; it says itself when it is ready. */
export async function startGateway(container: Container, handlers: Handlers): Promise<Gateway> {
  const args = [`${FOLDER}/gateway.mjs`, FOLDER, `${FOLDER}/preload.mjs`];
  const process = await container.spawn('node', args, { terminal: TERMINAL });
  const input = process.input.getWriter();
  let lastWords = '';
  let lose: (error: SandboxError) => void = () => {};
  const gone = new Promise<SandboxError>((resolve) => {
    lose = resolve;
  });
  const peer = new Peer({
    direction: '>',
    // Its end is told by `exit`, not by a write that fails.
    write: (text) => void input.write(text).catch(() => {}),
    handlers,
    onOther: (text) => {
      lastWords = (lastWords + text).slice(-LAST_WORDS_CHARACTERS);
    },
    onBroken: (why) => {
      lose(lost(`what its gateway says can no longer be read (${why})`, lastWords));
      process.kill();
    },
  });
  void drain(process, (text) => peer.heard(text));
  void process.exit.then((code) => {
    lose(lost(`its gateway ended with exit code ${code}`, lastWords));
  });
  void gone.then((error) => peer.close(error));
  return { peer, gone, end: () => process.kill() };
}

/** Reads a process's terminal to its end: one that nobody reads holds the process back. */
export async function drain(
  process: Pick<ContainerProcess, 'output'>,
  onText: (text: string) => void,
): Promise<void> {
  const reader = process.output.getReader();
  for (;;) {
    const { done, value } = await reader.read().catch(() => ({ done: true, value: undefined }));
    if (done || value === undefined) return;
    onText(value);
  }
}

function lost(why: string, lastWords: string): SandboxError {
  const said = lastWords.trim();
  return new SandboxError(
    'lost',
    `The sandbox is gone: ${why}.${said === '' ? '' : ` It said: ${said}`}`,
    'Run the services again: that starts a new one.',
  );
}
