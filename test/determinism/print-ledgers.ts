/** A program: prints the seeds' ledgers as JSON. */
import { nodeRealm } from '../../runtime/sandbox/simulated/node.ts';
import { ledgersOf } from './ledgers.ts';

process.stdout.write(JSON.stringify(await ledgersOf(await nodeRealm())));
