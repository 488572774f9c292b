/**
 * A counter for host scripts, which run outside Jest because a real host is slow and stateful.
 *
 * Importing this file is enough: when the process ends, however it ends, the last line on stdout is `N passed, N failed`
 * and the exit code is 1 unless every check passed and there was at least one.
 */

let passed = 0;
let failed = 0;

function fail(name: string, reason: string): false {
  failed++;
  console.log(`not ok  ${name}\n        ${reason.replaceAll('\n', '\n        ')}`);
  return false;
}

/**
 * Makes one check and prints one line about it. Never throws, so that later checks still run.
 *
 * @param name what is true when the check passes, in plain words
 * @param claim a condition, or a function whose result must not be `false` and which must not throw (an assertion will do)
 * @returns whether it passed, for a script that has no use in going on
 */
export async function check(name: string, claim: boolean | (() => unknown)): Promise<boolean> {
  try {
    const holds = typeof claim === 'function' ? await claim() : claim;
    if (holds === false) return fail(name, 'it is not so');
  } catch (error) {
    return fail(name, error instanceof Error ? error.message : String(error));
  }
  passed++;
  console.log(`ok      ${name}`);
  return true;
}

// Node prints an uncaught error after the `exit` event, which would leave its stack below the totals.
process.on('uncaughtException', (error) => {
  fail('the script runs to its end', error.stack ?? String(error));
  process.exit(1);
});

process.on('exit', (code) => {
  // Node's code for a top-level await that can never settle: the checks after it are missing and nothing else tells.
  if (code === 13) fail('the script runs to its end', 'it waits for something that can no longer happen');
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 && passed > 0 ? code : 1;
});
