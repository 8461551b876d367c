// Plain JavaScript, so that the first line is there before the compiler of all the rest is loaded.
// package.json starts it by `exec`: a shell in between would keep npm's signals to itself.
import process from 'node:process';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Brownout needs Node 20.19 or newer, and this is Node ${process.versions.node}.`);
  console.error('Install a newer one from https://nodejs.org and run the command again.');
  process.exit(2);
}
if (process.argv.length === 2) console.log('Brownout: opening your step.\n');

const { register } = await import('tsx/esm/api');
register();
const { main } = await import('./main.ts');
process.exitCode = await main(process.argv.slice(2));
