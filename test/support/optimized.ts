/**
 * Packages that the tests in browsers import. Found only while tests run, they would make the
 * server reload the page under them.
 */
export const OPTIMIZED = [
  '@babel/parser',
  '@preact/signals',
  'preact',
  'preact/hooks',
  'preact/jsx-dev-runtime',
];
