import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { type Simulator, type SimulatorOptions, startSimulator } from '../../../simulator/src/index.ts';

export interface Stage {
  simulator: Simulator;
  page: Page;
  /** What no visit may cause: script errors, refused resources, requests to anybody but the simulator. */
  problems: string[];
}

/** A simulator of its own, with quick attempts, and its page in a window of its own. Both are gone afterwards. */
export async function onStage(browser: Browser, act: (stage: Stage) => Promise<void>, options: SimulatorOptions = {}) {
  const simulator = await startSimulator({ retryDelaysMs: [20, 20], handshakeTimeoutMs: 300, ...options });
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(5000);
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(String(error)));
    // A refused act is an answer 400, which Chromium reports too.
    page.on('console', (line) => {
      if (line.type() === 'error' && !line.text().includes('400 (Bad Request)')) problems.push(line.text());
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(`${simulator.url}/`)) problems.push(`request to ${request.url()}`);
    });
    await page.goto(simulator.url);
    await act({ simulator, page, problems });
  } finally {
    await context.close();
    await simulator.close();
  }
}

export interface Received {
  headers: http.IncomingHttpHeaders;
  body: string;
}

/** A subscriber on loopback. It answers as told in turn, then 200. */
export class Endpoint {
  readonly received: Received[] = [];
  readonly #answers: (number | 'never')[] = [];
  readonly #server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    this.received.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
    const answer = this.#answers.shift() ?? 200;
    if (answer !== 'never') response.writeHead(answer).end();
  });

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/webhook/livespace?from=page`;
  }

  next(...answers: (number | 'never')[]): void {
    this.#answers.push(...answers);
  }

  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}

/** The texts of a table's cells, row by row, as they are read out: no header row. */
export async function rowsOf(page: Page, table: RegExp | string): Promise<string[][]> {
  const rows = await page.getByRole('table', { name: table }).locator('tbody').getByRole('row').all();
  return Promise.all(rows.map((row) => row.locator('[data-text]').allTextContents()));
}

/** Waits for what the page says of an act. */
export async function says(page: Page, role: 'status' | 'alert', text: string | RegExp): Promise<void> {
  await page.getByRole(role).filter({ hasText: text }).waitFor();
}
