/** Space-time diagrams: a run drawn. */
export { diagramOf } from './build.ts';
export type { Column, Diagram, Message, Note, Span } from './diagram.ts';
export { namesOf, svgOf } from './svg.ts';
