/** Vite plugins that make the site: pages from lessons, types for the editor, licences of others. */
export { coursePages } from './course-pages.ts';
export { isolation } from './isolation.ts';
export { monacoDiet } from './monaco-diet.ts';
export { nodeTypes } from './node-types/index.ts';
export { packageTypes } from './package-types.ts';
export { thirdParty } from './third-party.ts';
