/**
 * The colours of code, once for both places that show it: prose (shiki, when the site is built) and
 * the editor (Monaco, in the browser). Each pair reads at 4.5:1 or better on its theme's surface.
 */
export interface CodeColours {
  readonly ink: string;
  readonly keyword: string;
  readonly string: string;
  readonly number: string;
  readonly comment: string;
  readonly type: string;
  readonly call: string;
}

export const LIGHT_CODE: CodeColours = {
  ink: '#22262b',
  keyword: '#2c5793',
  string: '#48651c',
  number: '#8a4a0e',
  comment: '#686c73',
  type: '#6a4a9a',
  call: '#22262b',
};

export const DARK_CODE: CodeColours = {
  ink: '#dfddd7',
  keyword: '#8fb4e8',
  string: '#b3c98b',
  number: '#e2b27f',
  comment: '#93989f',
  type: '#c4aee8',
  call: '#dfddd7',
};
