import { stripVTControlCharacters } from 'node:util';

const start = Date.now();
const width = 100;
const indent = ' '.repeat(22);
let unmet = 0;
let met = 0;

export function heading(text: string): void {
  console.log(`\n${text}\n${'─'.repeat(text.length)}`);
}

/** Prints what one side did or saw. */
export function tell(side: string, what: string): void {
  line(side, what);
}

/** Prints an expectation, and whether it was met. */
export function expect(what: string, isMet: boolean): void {
  if (isMet) met += 1;
  else unmet += 1;
  line(isMet ? '✓ met' : '✗ NOT MET', what);
}

/** Prints a value as JSON. */
export function show(value: unknown): void {
  for (const row of JSON.stringify(value, null, 2).split('\n')) console.log(row.slice(0, width));
}

/** Prints the totals; the process ends with an error when an expectation was not met, or there was none. */
export function conclude(): void {
  console.log(`\n${met} passed, ${unmet} failed`);
  if (unmet > 0 || met === 0) process.exitCode = 1;
}

function line(label: string, what: string): void {
  const time = `${Date.now() - start} ms`.padStart(9);
  const [first = '', ...rest] = wrapped(stripVTControlCharacters(what), width - indent.length);
  console.log(`${time}  ${label.padEnd(10)} ${first}`);
  for (const row of rest) console.log(`${indent}${row}`);
}

/** Breaks at spaces; a word that is longer than a line is broken where it must. */
function wrapped(text: string, most: number): string[] {
  const rows: string[] = [];
  let row = '';
  for (let word of text.split(/\s+/)) {
    if (row !== '' && row.length + 1 + word.length > most) {
      rows.push(row);
      row = '';
    }
    for (; word.length > most; word = word.slice(most)) rows.push(word.slice(0, most));
    row = row === '' ? word : `${row} ${word}`;
  }
  return [...rows, row];
}
