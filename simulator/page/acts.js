import { control } from './control.js';

const [status, alert] = document.getElementById('outcome').children;

/** Tells how something went: screen readers read a success when they come to a pause, a failure at once. */
export function say(text, isFailure = false) {
  status.textContent = isFailure ? '' : text;
  alert.textContent = isFailure ? text : '';
}

const views = [];

/** Has `show` called with the account whenever there is news of it. */
export function onAccount(show) {
  views.push(show);
}

let asked = 0;
let shown = 0;

/** Shows the account as it is now. */
export async function refresh() {
  const number = ++asked;
  const account = await control('GET', 'overview');
  // A newer answer was faster.
  if (number <= shown) return;
  shown = number;
  for (const show of views) show(account);
}

const underWay = new Set();

/**
 * Does what a control of the page is for, once however often it is used meanwhile; shows what became of it, and says so.
 * `run` gives what to say, or that and what to do once it shows.
 */
export async function perform(source, name, run) {
  if (underWay.has(source)) return;
  underWay.add(source);
  // What was asked for before would show the state before.
  shown = asked;
  const [text, then, isFailure] = await run().then(
    (told) => [told].flat(),
    (error) => [`${name} failed: ${error.message}.`, undefined, true],
  );
  underWay.delete(source);
  await refresh().catch(() => undefined);
  say(text, isFailure);
  then?.();
}
