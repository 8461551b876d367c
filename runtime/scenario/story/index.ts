/** A run in words: page, terminal and verdicts tell it alike, and the diagram has its words from here. */
export { type StoryLine, storyOf } from './story.ts';
export { whatStruck } from './struck.ts';
export { seconds } from './words.ts';
