// Plain JavaScript, for threads know nothing of TypeScript; and no loader, for all comes as one text.
import { createRequire } from 'node:module';
import { compileFunction } from 'node:vm';
import { workerData } from 'node:worker_threads';

const options = { filename: workerData.workerName };
compileFunction(workerData.workerText, ['require'], options)(createRequire(import.meta.url));
