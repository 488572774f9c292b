import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { Stage } from '../../../../testing/hosts/n8n/stage.ts';

/** What n8n shows beside a credential, and the lists it fills with one. */
export async function credentialCases(t: TestContext, stage: Stage): Promise<void> {
  const { api, account } = stage;
  // The editor fills in what is hidden.
  const node = stage.trigger({ asksApi: true });

  await t.test('a right key and secret are accepted, and whose they are is said', async () => {
    const { status, message } = await api.testCredential(account);
    assert.equal(status, 'OK');
    assert.match(message, /Anna Kowalska/);
  });
  for (const [what, change, reason] of [
    ['a wrong key', { apiKey: 'wrong' }, /does not know this API key/],
    ['a wrong secret', { apiSecret: 'wrong' }, /API secret does not belong/],
    ['a foreign host', { subdomain: 'https://acme.livespace.io.evil.com' }, /Enter the subdomain only/],
    ['a private address', { subdomain: 'http://169.254.169.254' }, /Enter the subdomain only/],
  ] as const) {
    await t.test(`${what} is told apart`, async () => {
      const { status, message } = await api.testCredential(account, stage.fields(change));
      assert.equal(status, 'Error');
      assert.match(message, reason);
    });
  }
  for (const [method, parameter, names] of [
    ['searchOwners', 'options.owner', ['Anna Kowalska', 'Łukasz Wiśniewski', 'Zofia Zając']],
    ['searchProcesses', 'options.process', ['Partnerzy', 'Sprzedaż B2B']],
  ] as const) {
    await t.test(`${method} fills the list with names`, async () => {
      const { results } = await api.listSearch({ node, method, parameter });
      assert.deepEqual(
        results.map(({ name }) => name),
        names,
      );
    });
  }
  await t.test('they are found without the marks of their letters too', async () => {
    const query = { node, method: 'searchOwners', parameter: 'options.owner' };
    for (const typed of ['lukasz', 'WIŚNIEWSKI', 'Łukasz'.normalize('NFD')]) {
      const { results } = await api.listSearch(query, typed);
      assert.deepEqual(
        results.map(({ name }) => name),
        ['Łukasz Wiśniewski'],
      );
    }
  });
}
