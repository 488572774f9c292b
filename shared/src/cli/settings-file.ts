import { closeSync, existsSync, fchmodSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseEnv } from 'node:util';
import { problem } from './given-file.ts';
import { UsageError } from './usage-error.ts';

/** @returns the values of lines `NAME=value`. Some editors begin a file with a byte order mark. */
export function readLines(text: string): Record<string, string | undefined> {
  return parseEnv(text.replace(/^\uFEFF/, ''));
}

const quotes = ['', "'", '"', '`'];

/** A file of lines `NAME=value` that only its owner can read, opened before there is anything to lose. */
export class SettingsFile {
  readonly #file: string;
  readonly #isNew: boolean;
  readonly #handle: number;

  /** @throws UsageError where it can't be written, or can't be kept from others. */
  constructor(file: string, option: string) {
    this.#file = file;
    this.#isNew = !existsSync(file);
    try {
      this.#handle = openSync(file, 'a+', 0o600);
      fchmodSync(this.#handle, 0o600);
    } catch (error) {
      const hint = existsSync(dirname(file)) ? '' : ' Make its folder first.';
      throw new UsageError(`${option}: ${problem(error, file)}${hint}`, `${option} livespace.env`);
    }
  }

  /** Adds lines behind those there are. @returns whether a reader of the file gets the very same values. */
  append(values: Readonly<Record<string, string>>): boolean {
    const before = readFileSync(this.#file, 'utf8');
    let text = before && !before.endsWith('\n') ? '\n' : '';
    for (const [name, value] of Object.entries(values)) {
      const lines = quotes.map((quote) => `${name}=${quote}${value}${quote}\n`);
      const line = lines.find((one) => readLines(before + text + one)[name] === value);
      if (line === undefined) return false;
      text += line;
    }
    writeSync(this.#handle, text);
    closeSync(this.#handle);
    return true;
  }

  /** Leaves things as they were where nothing was appended. */
  drop(): void {
    closeSync(this.#handle);
    if (this.#isNew) rmSync(this.#file, { force: true });
  }
}
