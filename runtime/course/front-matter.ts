import { parse } from 'yaml';
import { REGISTRY_PARTS } from '../sandbox/registry/entry.ts';
import { CourseError } from './error.ts';
import { Fields } from './fields.ts';
import { readService, refuseImpossible } from './services.ts';
import type { Step } from './step.ts';
import { readTry } from './try.ts';

/** What an author writes above a step's text. */
export type FrontMatter = Pick<
  Step,
  'title' | 'article' | 'goal' | 'registry' | 'services' | 'edit' | 'tryRequest'
>;

/** Splits a step.md into its front matter, checked field by field, and its text. */
export function readFrontMatter(file: string, text: string): { front: FrontMatter; prose: string } {
  const match = /^---\r?\n(.*?)\r?\n---\r?\n(.*)$/s.exec(text);
  if (match === null)
    throw new CourseError(file, 'begins without front matter: put --- lines around it.');
  const fields = new Fields(file, parseYaml(file, match[1] as string));
  const edit = fields.strings('edit');
  const services = fields.list('services', readService);
  const front: FrontMatter = {
    title: fields.string('title'),
    article: fields.string('article'),
    goal: fields.string('goal'),
    registry: fields.optional('registry', (name) => fields.some(name, REGISTRY_PARTS), []),
    services,
    edit,
    tryRequest: readTry(file, fields.string('try'), services, edit[0]),
  };
  fields.refuseOthers();
  refuseImpossible(file, front);
  return { front, prose: (match[2] as string).trim() };
}

function parseYaml(file: string, text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    throw new CourseError(file, `front matter is not YAML: ${(error as Error).message}`);
  }
}
