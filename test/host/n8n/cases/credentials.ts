import assert from 'node:assert/strict';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
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

  await t.test(
    'answers that drip without end are given up, by both of n8n’s helpers, and asked for again',
    async (t) => {
      const livespace = await dripping(2);
      t.after(() => livespace.closeAllConnections());
      const { port } = livespace.address() as AddressInfo;
      const fields = stage.fields({ subdomain: `http://127.0.0.1:${port}` });
      const slow = await api.createCredential('livespaceApi', fields, 'Dripping');
      const searching = {
        node: stage.trigger({ asksApi: true }, slow),
        method: 'searchOwners',
        parameter: 'options.owner',
      };
      const [{ results }, { status }] = await Promise.all([api.listSearch(searching), api.testCredential(slow)]);
      assert.deepEqual([results.map(({ name }) => name), status], [['Anna'], 'OK']);
    },
  );
}

/** A Livespace with one user, whose first answers never end, and are never silent. */
async function dripping(drips: number): Promise<http.Server> {
  let asked = 0;
  const server = http.createServer(({ url = '' }, response) => {
    asked += 1;
    if (asked > drips) {
      const user = { id: 'u1', name: 'Anna', token: 't', session_id: 's' };
      const data = url.endsWith('User_getAll') ? [user] : user;
      return void response.end(JSON.stringify({ result: 200, status: true, data }));
    }
    const timer = setInterval(() => response.write(' '), 400);
    response.once('close', () => clearInterval(timer));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  server.unref();
  return server;
}
