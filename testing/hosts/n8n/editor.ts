import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { type Browser, type Locator, type Page, selectors } from 'playwright-core';
import { until } from '../until.ts';
import { owner } from './n8n-api.ts';

selectors.setTestIdAttribute('data-test-id');

/** n8n's editor in a window, with its owner signed in. */
export class Editor {
  readonly page: Page;
  readonly #url: string;
  readonly #pictures: string;

  private constructor(page: Page, url: string, pictures: string) {
    this.page = page;
    this.#url = url;
    this.#pictures = pictures;
  }

  /**
   * @param url of n8n
   * @param pictures the folder that {@link picture} writes into
   */
  static async open(browser: Browser, url: string, pictures: string): Promise<Editor> {
    await mkdir(pictures, { recursive: true });
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-US' });
    // The editor asks npm's registry for news of a community package.
    await context.route(
      ({ origin }) => origin !== url,
      (route) => route.abort(),
    );
    const { email, password } = owner;
    await context.request.post(`${url}/rest/login`, { data: { emailOrLdapLoginId: email, password } });
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    return new Editor(page, url, pictures);
  }

  /** The panel of the opened node. */
  get node(): Locator {
    return this.page.getByTestId('ndv');
  }

  get credential(): Locator {
    return this.page.getByTestId('editCredential-modal');
  }

  /** The nodes on the canvas, with name and subtitle. */
  get canvas(): Locator {
    return this.page.getByTestId('canvas-node');
  }

  /** Opens an empty workflow, and the nodes panel with what it finds for “Livespace”. */
  async search(): Promise<Locator> {
    await this.page.goto(`${this.#url}/workflow/new`);
    await this.page.getByTestId('canvas-add-button').click();
    await this.page.getByTestId('node-creator-search-bar').fill('Livespace');
    return this.page.getByTestId('node-creator');
  }

  /** Adds a trigger to an empty workflow and so opens its panel. @param name without “Trigger”, as n8n lists it */
  async add(name: string, event: string): Promise<void> {
    const creator = await this.search();
    await creator.getByTestId('node-creator-item-name').getByText(name, { exact: true }).click();
    await creator.getByText(event, { exact: true }).click();
    await this.node.waitFor();
  }

  /** What the opened node asks for, from top to bottom. */
  async #labels(): Promise<string[]> {
    const texts = await this.node.getByTestId('node-parameters').locator('label:visible').allInnerTexts();
    // Below a label, and in it for n8n, stands the switch between a fixed value and an expression.
    return texts.map((text) => text.trim().split('\n')[0] ?? '').filter((text) => text !== '');
  }

  /** Checks the labels of the open node, in their order. n8n draws nested ones a moment later, so they are waited for. */
  async showsLabels(expected: string[]): Promise<void> {
    await until(async () => isDeepStrictEqual(await this.#labels(), expected), 5000).catch(() => undefined);
    assert.deepEqual(await this.#labels(), expected);
  }

  /** Chooses in a parameter with a list. */
  async choose(parameter: string, option: string): Promise<void> {
    await this.node.getByTestId(`parameter-input-${parameter}`).click();
    await this.page.getByRole('option', { name: option }).click();
  }

  async closeNode(): Promise<void> {
    await this.node.getByTestId('ndv-close-button').click();
    await this.node.waitFor({ state: 'hidden' });
  }

  /** Takes a picture of the rectangle around all that is named, or of the whole window: in light, and in dark. */
  async picture(name: string, ...around: Locator[]): Promise<void> {
    // Out of the way of hints that a resting pointer opens.
    await this.page.mouse.move(0, 0);
    const clip = around.length > 0 ? { clip: await rectangle(around) } : {};
    const style = '[data-test-id="panel-drag-button"] { visibility: hidden }';
    for (const [colorScheme, suffix] of [
      ['dark', '-dark'],
      ['light', ''],
    ] as const) {
      await this.page.emulateMedia({ colorScheme });
      // After what moves.
      await this.page.waitForTimeout(500);
      await this.page.screenshot({ path: path.join(this.#pictures, `n8n-${name}${suffix}.png`), style, ...clip });
    }
  }
}

async function rectangle(around: Locator[]) {
  const boxes = [];
  for (const one of around) {
    const box = await one.boundingBox();
    if (!box) throw new Error(`${one} is not visible`);
    boxes.push(box);
  }
  const margin = around.length > 1 ? 12 : 0;
  const x = Math.max(0, Math.min(...boxes.map((box) => box.x)) - margin);
  const y = Math.max(0, Math.min(...boxes.map((box) => box.y)) - margin);
  return {
    x,
    y,
    width: Math.max(...boxes.map((box) => box.x + box.width)) + margin - x,
    height: Math.max(...boxes.map((box) => box.y + box.height)) + margin - y,
  };
}
