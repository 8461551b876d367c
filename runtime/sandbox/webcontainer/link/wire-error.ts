import { FaultError } from '../../../network/index.ts';
import { SandboxError, StartError, type StartFailure } from '../../errors.ts';

/** An error as it travels: those of a sandbox's interface arrive as what they were. */
export type WireError =
  | {
      readonly kind: 'start';
      readonly service: string;
      readonly failure: StartFailure;
      readonly message: string;
      readonly hint: string;
    }
  | {
      readonly kind: 'sandbox';
      readonly code: SandboxError['code'];
      readonly message: string;
      readonly hint: string;
    }
  | { readonly kind: 'fault'; readonly message: string }
  | { readonly kind: 'other'; readonly message: string; readonly stack: string };

export function wireError(error: unknown): WireError {
  if (error instanceof StartError) {
    const { service, failure, message, hint } = error;
    return { kind: 'start', service, failure, message, hint };
  }
  if (error instanceof SandboxError) {
    const { code, message, hint } = error;
    return { kind: 'sandbox', code, message, hint };
  }
  if (error instanceof FaultError) return { kind: 'fault', message: error.message };
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  return { kind: 'other', message, stack: stack ?? message };
}

export function fromWire(error: WireError): Error {
  switch (error.kind) {
    case 'start':
      return new StartError(error.service, error.failure, error.message, error.hint);
    case 'sandbox':
      return new SandboxError(error.code, error.message, error.hint);
    case 'fault':
      return new FaultError(error.message);
    case 'other': {
      const whole = new Error(error.message);
      whole.stack = error.stack;
      return whole;
    }
  }
}
