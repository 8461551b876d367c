import { diagnose } from '../diagnose/diagnose.ts';
import { ANONYMOUS_DEFAULT } from '../module.ts';
import type { Stripped } from './strip.ts';

/** Checks a JSON file, as the module that its import would be. */
export function checkJson(file: string, text: string): Stripped {
  try {
    JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const message = `This is not JSON: ${reason}.`;
    const problem = { at: errorOffset(reason, text), code: 'syntax', message, hint: '' } as const;
    return { ok: false, diagnostics: [diagnose(file, text, problem)] };
  }
  const exports = [{ kind: 'local', exported: 'default', local: ANONYMOUS_DEFAULT }] as const;
  const record = { imports: [], exports, exportedTypes: new Set<string>(), reads: [], globals: [] };
  return { ok: true, code: text, record };
}

/** Engines tell the place in their message, if at all: `position 5`, `line 2 column 3`, the end. */
function errorOffset(reason: string, text: string): number {
  const position = /position (\d+)/.exec(reason)?.[1];
  if (position !== undefined) return Number(position);
  if (/end of/i.test(reason)) return text.length;
  const [, line, column] = /line (\d+) column (\d+)/.exec(reason) ?? [];
  if (line === undefined || column === undefined) return 0;
  const linesBefore = text.split('\n').slice(0, Number(line) - 1);
  return linesBefore.reduce((sum, each) => sum + each.length + 1, 0) + Number(column) - 1;
}
