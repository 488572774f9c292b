import { styleText } from 'node:util';

export type Verdict = 'passed' | 'failed' | 'unknown';

/** One line of a command's answer. */
export interface Finding {
  check: string;
  verdict: Verdict;
  detail: string;
  /** What to do about it. */
  remedy?: string;
}

const marks = {
  passed: { sign: '✓', colour: 'green' },
  failed: { sign: '✗', colour: 'red' },
  unknown: { sign: '?', colour: 'yellow' },
} as const;

const patienceMs = 1000;

/** @returns the text without what a terminal obeys, a line break too: names of deals and hosts come from outside. */
export function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, '�');
}

/** Where a command writes: for people or, with `--json`, a JSON value a line. */
export class Output {
  readonly isJson: boolean;

  constructor(isJson: boolean) {
    this.isJson = isJson;
  }

  finding(finding: Finding): void {
    if (this.isJson) {
      this.json(finding);
      return;
    }
    const { sign, colour } = marks[finding.verdict];
    this.line(`${styleText(colour, sign)} ${printable(`${finding.check}: ${finding.detail}`)}`);
    if (finding.remedy) this.line(`  → ${printable(finding.remedy)}`);
  }

  /** @param lines for people. @param value for programs; without it they are told nothing. */
  say(lines: string | readonly string[], value?: unknown): void {
    if (!this.isJson) for (const line of [lines].flat()) this.line(printable(line));
    else if (value !== undefined) this.json(value);
  }

  line(text: string): void {
    process.stdout.write(`${text}\n`);
  }

  json(value: unknown): void {
    process.stdout.write(`${JSON.stringify(value)}\n`);
  }

  /** Says on a terminal what a person waits for, once that takes longer than a second. */
  async during<T>(what: string, work: Promise<T>): Promise<T> {
    if (!process.stderr.isTTY) return work;
    const timer = setTimeout(() => process.stderr.write(`… ${what}\n`), patienceMs);
    return work.finally(() => clearTimeout(timer));
  }
}
