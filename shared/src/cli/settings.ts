import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import type { AccountFields } from '../api/account.ts';
import { checkPastedSecret } from '../webhook/pasted.ts';
import { readGiven } from './given-file.ts';
import { isUrl } from './is-url.ts';
import { readLines } from './settings-file.ts';
import { UsageError } from './usage-error.ts';

/** Secrets come from the environment, from a file of the same form, or from a hidden prompt: `ps` shows arguments. */
export const variables = {
  subdomain: 'LIVESPACE_SUBDOMAIN',
  apiKey: 'LIVESPACE_API_KEY',
  apiSecret: 'LIVESPACE_API_SECRET',
  url: 'LIVESPACE_WEBHOOK_URL',
  secret: 'LIVESPACE_WEBHOOK_SECRET',
} as const;
type Setting = keyof typeof variables;

export class Settings {
  readonly #values: Record<string, string | undefined>;

  /** @param file of lines `NAME=value`, which win over the environment. */
  constructor(file?: string) {
    const given = file === undefined ? '' : readGiven(file, '--settings', 'livespace.env').toString();
    this.#values = { ...process.env, ...readLines(given) };
  }

  /** @returns the value, of several secrets the first; empty where there is none. */
  get(setting: Setting): string {
    return setting === 'secret' ? (this.secrets[0] ?? '') : this.#text(setting);
  }

  /** Asks for what is missing on a terminal, and keeps the answer. */
  async ask(setting: Setting): Promise<void> {
    if (this.get(setting) || !process.stdin.isTTY) return;
    this.#values[variables[setting]] = await askHidden(`${variables[setting]}: `);
  }

  /**
   * @returns the value, asked for on a terminal where it is missing.
   * @throws UsageError where nobody can be asked, LivespaceError `masked_secret` where placeholders were copied.
   */
  async require(setting: Setting): Promise<string> {
    await this.ask(setting);
    const value = this.get(setting);
    if (setting === 'url' && value && !isUrl(value)) {
      throw new UsageError(`${variables.url} is not a URL.`, `${variables.url}=https://hooks.example.com/livespace`);
    }
    if (setting === 'secret') this.secrets.forEach(checkPastedSecret);
    if (value) return value;
    throw new UsageError(
      `${variables[setting]} is not set. Set it in the environment, or in a file.`,
      '--settings livespace.env',
    );
  }

  /** @returns whether any of the account's three fields is there. */
  get hasAccount(): boolean {
    return Boolean(this.get('subdomain') || this.get('apiKey') || this.get('apiSecret'));
  }

  get account(): AccountFields {
    return { subdomain: this.get('subdomain'), apiKey: this.get('apiKey'), apiSecret: this.get('apiSecret') };
  }

  /** For the local simulator alone. */
  get allowLoopback(): boolean {
    return this.#values.LIVESPACE_ALLOW_LOOPBACK === '1';
  }

  /** Several secrets stand one a line or parted by commas. */
  get secrets(): string[] {
    return secretsIn(this.#text('secret'));
  }

  #text(setting: Setting): string {
    return this.#values[variables[setting]]?.trim() ?? '';
  }
}

/** @returns the secrets of a setting's text. */
export function secretsIn(text: string): string[] {
  return text.split(/[\n,]/).flatMap((secret) => secret.trim() || []);
}

async function askHidden(question: string): Promise<string> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  // From here on the terminal shows nothing of what is typed: so the question comes after it.
  const prompt = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  process.stderr.write(question);
  try {
    return (await prompt.question('')).trim();
  } finally {
    prompt.close();
    process.stderr.write('\n');
  }
}
