import { eventNames } from 'livespace-webhooks';
import { itemFields } from 'livespace-webhooks/host';
import * as wire from 'livespace-webhooks/wire';
import { literalsOf, productFiles, read } from '../../testing/product-code.ts';

/* What Livespace decides, and what differs between its events, stands in one place each. */

/** @returns the files in which one of these stands as a whole, not as a part of a longer name. */
function holders(names: readonly string[], files: readonly string[], textsOf: (file: string) => string[]): string[] {
  const words = names.map((name) => name.replace(/[.]/g, '\\.'));
  const word = new RegExp(`(?<!\\w)(?:${words.join('|')})(?!\\w)`, 'i');
  return files.filter((file) => textsOf(file).some((text) => word.test(text)));
}

const all = productFiles();

test('no file but the record of events names one, comments aside; the simulator has a record of its own', () => {
  const records = ['shared/src/events.ts', 'simulator/src/wire/events.ts'];
  const found = holders(eventNames, all, literalsOf);
  expect(found).toEqual(expect.arrayContaining(records));
  expect(found.filter((file) => !records.includes(file))).toEqual([]);
});

/** The item's own names, some of which Livespace has too. */
const ours = new Set(itemFields.flatMap(({ path }) => path.split('.')));

/** Assumed, or all that a delivery is known by. A name that could mean something else says nothing. */
const decided = [
  wire.signatureHeader,
  wire.attemptField,
  ...Object.values(wire.subscriptionMethods).flatMap((method) => [method, method.slice(method.indexOf('/') + 1)]),
  ...Object.keys(wire.wireSubscription.shape),
  // The first place of a field was observed; the further ones are assumed.
  ...Object.values(wire.dealPaths).flatMap(([, ...further]: readonly string[]) => further),
  ...Object.values(wire.partPaths).flatMap((parts) => Object.values(parts).flat()),
].filter((name) => /[_/-]|[a-z][A-Z]/.test(name) && !name.includes('.') && !ours.has(name) && !isPartOfAnEvent(name));

function isPartOfAnEvent(name: string): boolean {
  return eventNames.some((event) => event.split('.').includes(name));
}

/** Documented or observed: comments may say what they are about. */
const known = [wire.tokenMethod, ...Object.values(wire.methods)];

const product = all.filter((file) => !file.startsWith('simulator/'));

function expectOneHolder(found: string[]): void {
  expect(found).toEqual([expect.stringMatching(/^shared\/src\/wire\//)]);
}

test.each([...new Set(decided)])('%s stands in one file, comments included', (name) => {
  expectOneHolder(holders([name], product, (file) => [read(file)]));
});

test.each(known)('%s stands in one file', (name) => {
  expectOneHolder(holders([name], product, literalsOf));
});
