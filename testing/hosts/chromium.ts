import { existsSync } from 'node:fs';
import path from 'node:path';
import { type Browser, chromium } from 'playwright-core';

/** Needed as root in a container (`no-sandbox`); the others keep the browser quiet and off the network. */
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Starts the Chromium of this machine, headless: the program that env CHROMIUM names, or `chromium` on PATH. It ends with
 * this process at the latest.
 *
 * @throws when there is none, saying how to get it: a missing browser is a failure, never a skip
 */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: findChromium(), headless: true, args });
}

function findChromium(): string {
  const { CHROMIUM, PATH = '' } = process.env;
  const candidates = CHROMIUM ? [CHROMIUM] : PATH.split(path.delimiter).map((folder) => path.join(folder, 'chromium'));
  const found = candidates.find((file) => existsSync(file));
  if (found) return found;
  throw new Error(`There is no Chromium ${CHROMIUM ? `at ${CHROMIUM}` : 'on PATH'}. Try: apt-get install chromium`);
}
