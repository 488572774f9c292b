import { readFileSync } from 'node:fs';
import { UsageError } from './usage-error.ts';

/** @param option such as `--body`, which named the file. @throws UsageError where there is none, or none that can be read. */
export function readGiven(file: string, option: string, example: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new UsageError(`${option}: ${problem(error, file)}`, `${option} ${example}`);
  }
}

const problems: Readonly<Record<string, string>> = {
  ENOENT: 'there is no file',
  EISDIR: 'this is a folder:',
  ENOTDIR: 'there is no file',
  EACCES: 'you may not use',
  EPERM: 'you may not use',
  EROFS: 'nothing can be written to',
};

/** @returns a sentence that says why the file could not be used. */
export function problem(error: unknown, file: string): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'UNKNOWN';
  return `${problems[code] ?? `${code} at`} ${file}.`;
}
