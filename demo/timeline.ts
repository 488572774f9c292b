const start = Date.now();
let unmet = 0;
let met = 0;

/** Prints what one side did or saw. */
export function tell(side: 'Livespace' | 'Zapier' | 'n8n', what: string): void {
  line(side, what);
}

/** Prints an expectation, and whether it was met. */
export function expect(what: string, isMet: boolean): void {
  if (isMet) met += 1;
  else unmet += 1;
  line(isMet ? '✓ met' : '✗ NOT MET', what);
}

/** Prints the totals; the process ends with an error when an expectation was not met, or there was none. */
export function conclude(): void {
  console.log(`\n${met} passed, ${unmet} failed`);
  if (unmet > 0 || met === 0) process.exitCode = 1;
}

function line(label: string, what: string): void {
  console.log(`${String(Date.now() - start).padStart(6)} ms  ${label.padEnd(10)} ${what}`);
}
