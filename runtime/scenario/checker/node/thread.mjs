// Plain JavaScript, so that a thread can begin with it: threads know nothing of TypeScript yet.
import { register } from 'tsx/esm/api';

register();
await import('./main.ts');
