/** Vite plugins that make the site: pages from lessons, and what the editor needs to know of Node. */
export { coursePages } from './course-pages.ts';
export { monacoDiet } from './monaco-diet.ts';
export { nodeTypes } from './node-types.ts';
export { packageTypes } from './package-types.ts';
