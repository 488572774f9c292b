import { type Browser, chromium } from 'playwright-core';
import { installedProgram } from '../services/installed.ts';

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
 * Starts the Chromium of this machine, headless: the program that env CHROMIUM names, or Debian's. It ends with this process
 * at the latest.
 *
 * @throws when there is none
 */
export async function launchChromium(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM ?? (await installedProgram('chromium', 'chromium'));
  return chromium.launch({ executablePath, headless: true, args });
}
