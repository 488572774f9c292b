import assert from 'node:assert/strict';
import type { GuardStore } from 'livespace-webhooks';

/** A store with nothing in it, and the way time passes for it. */
export interface Fixture {
  store: GuardStore;
  pass(ms: number): unknown;
}

/** Short enough to be waited for where time is real, long enough to do a few things in. */
const soon = 400;
const long = 60_000;
const fifty = Array.from({ length: 50 }, (_, index) => index);

/**
 * What the guard relies on, whatever the store is made of: name of the rule -> its proof.
 * For any runner: `for (const [rule, prove] of Object.entries(storeContract)) test(rule, () => prove(fixture))`.
 */
export const storeContract: Readonly<Record<string, (fixture: Fixture) => Promise<void>>> = {
  async 'of fifty calls at once one adds, and its value stays'({ store }) {
    const added = await Promise.all(fifty.map((index) => store.add('k', String(index), long)));
    assert.equal(added.filter((mine) => mine === true).length, 1);
    assert.equal(added.filter((mine) => mine === false).length, 49);
    assert.equal(await store.get('k'), String(added.indexOf(true)));
  },

  async 'an unknown key has no value'({ store }) {
    assert.equal(await store.get('k'), undefined);
  },

  async 'an empty value is a value'({ store }) {
    assert.equal(await store.add('k', '', long), true);
    assert.equal(await store.add('k', 'v', long), false);
    assert.equal(await store.get('k'), '');
  },

  async 'forgets after the time to live, and then one of fifty adds anew'({ store, pass }) {
    await store.add('k', 'old', soon);
    assert.equal(await store.add('k', 'refused', long), false);
    assert.equal(await store.get('k'), 'old');
    await pass(soon + 1);
    assert.equal(await store.get('k'), undefined);
    const added = await Promise.all(fifty.map((index) => store.add('k', String(index), long)));
    assert.equal(added.filter(Boolean).length, 1);
    assert.equal(await store.get('k'), String(added.indexOf(true)));
  },

  async 'an add that was refused does not lengthen what is there'({ store, pass }) {
    await store.add('k', 'v', soon);
    await store.add('k', 'w', long);
    await pass(soon + 1);
    assert.equal(await store.get('k'), undefined);
  },

  async 'setting replaces the value and its time to live, a shorter one too'({ store, pass }) {
    await store.add('k', 'pending', soon);
    await store.set('k', 'kept', long);
    await store.add('l', 'pending', long);
    await store.set('l', 'kept', soon);
    await store.set('m', 'new', long);
    await pass(soon + 1);
    assert.equal(await store.get('k'), 'kept');
    assert.equal(await store.get('l'), undefined);
    assert.equal(await store.get('m'), 'new');
  },

  async 'deletes what is there, and only that'({ store }) {
    await store.set('k', 'v', long);
    await store.set('l', 'v', long);
    await store.delete('k');
    await store.delete('never there');
    assert.equal(await store.get('k'), undefined);
    assert.equal(await store.get('l'), 'v');
    assert.equal(await store.add('k', 'v', long), true);
  },

  async 'deletes only while the value is the one named'({ store }) {
    await store.set('k', 'mine', long);
    await store.delete('k', 'another');
    assert.equal(await store.get('k'), 'mine');
    await store.delete('k', '');
    assert.equal(await store.get('k'), 'mine');
    await store.delete('k', 'mine');
    assert.equal(await store.get('k'), undefined);
    await store.delete('k', 'mine');
  },

  async 'raises to the greater of the two, and answers with it'({ store }) {
    assert.equal(await store.raise('k', '2026-01-02', long), '2026-01-02');
    assert.equal(await store.raise('k', '2026-01-01', long), '2026-01-02');
    assert.equal(await store.raise('k', '2026-01-02', long), '2026-01-02');
    assert.equal(await store.raise('k', '2026-01-03', long), '2026-01-03');
    assert.equal(await store.get('k'), '2026-01-03');
  },

  async 'compares as strings, whatever the locale of a server'({ store }) {
    const ascending = ['', '10', '9', '9:', 'B', 'Ba', 'a', 'é', 'Ż', '漢'];
    for (const value of ascending) assert.equal(await store.raise('k', value, long), value);
    for (const value of ascending) assert.equal(await store.raise('k', value, long), '漢');
  },

  async 'of fifty that raise at once the greatest stays, and nobody is told a lesser one than his own'({ store }) {
    const values = fifty.map((index) => String((index * 37) % 50).padStart(2, '0'));
    const answers = await Promise.all(values.map((value) => store.raise('k', value, long)));
    assert.equal(await store.get('k'), '49');
    answers.forEach((answer, index) => {
      assert.ok(answer >= String(values[index]), `${answer} for ${values[index]}`);
    });
  },

  async 'raising starts the time to live anew, and what expired does not count'({ store, pass }) {
    await store.raise('k', '5', soon);
    await store.raise('k', '4', long);
    await store.raise('l', '5', soon);
    await pass(soon + 1);
    assert.equal(await store.get('k'), '5');
    assert.equal(await store.raise('l', '4', long), '4');
  },

  async 'takes any text as a key and as a value'({ store }) {
    const texts = ['__proto__', 'constructor', 'a\'b"c\\d', 'a:b%3A*?[x]', 'żółw 🐢\n\t', ' ', '$1', 'x'.repeat(1000)];
    for (const text of texts) assert.equal(await store.add(text, text, long), true, text);
    for (const text of texts) assert.equal(await store.get(text), text);
    for (const text of texts) await store.delete(text, text);
    for (const text of texts) assert.equal(await store.get(text), undefined);
  },
};
