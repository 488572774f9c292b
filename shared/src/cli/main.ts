#!/usr/bin/env node
import { tooOld } from './node-version.ts';

// Who reads may have seen enough, as `head` has.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

const reason = tooOld(process.versions.node);
if (reason === undefined) {
  // Not before: what it imports does not load in an older Node.
  const { runCommand } = await import('./program.ts');
  process.exitCode = await runCommand(process.argv.slice(2));
} else {
  process.stderr.write(`${reason}\n`);
  process.exitCode = 2;
}
