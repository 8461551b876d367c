/** Space-time diagrams: a run drawn, and told in words. */
export { type DiagramOptions, diagramOf } from './build.ts';
export type { Band, Column, Diagram, Message, Note, Span } from './diagram.ts';
export { storyOf } from './story.ts';
export { svgOf } from './svg.ts';
