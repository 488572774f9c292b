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
    this.line(`${styleText(colour, sign)} ${finding.check}: ${finding.detail}`);
    if (finding.remedy) this.line(`  → ${finding.remedy}`);
  }

  /** @param text for people. @param value for programs; without it they are told nothing. */
  say(text: string, value?: unknown): void {
    if (!this.isJson) this.line(text);
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
