import type { Happening } from './event.ts';

/** What an event takes besides its texts, roughly. */
const FRAME_CHARACTERS = 100;

/** About how many characters an event holds: what bounds a ledger's memory. */
export function charactersOf(happening: Happening): number {
  switch (happening.type) {
    case 'output':
      return FRAME_CHARACTERS + happening.text.length;
    case 'registry':
      return FRAME_CHARACTERS + JSON.stringify(happening.observation).length;
    case 'request':
      return FRAME_CHARACTERS + happening.path.length + headAndBody(happening);
    case 'response':
      return FRAME_CHARACTERS + headAndBody(happening);
    default:
      return FRAME_CHARACTERS;
  }
}

function headAndBody({ headers, body }: Happening & { type: 'request' | 'response' }): number {
  let characters = body.text.length;
  for (const [name, value] of headers) characters += name.length + value.length;
  return characters;
}
