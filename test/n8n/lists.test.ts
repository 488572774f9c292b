import { serve } from '../../testing/livespace/harness.ts';
import { canaries, start, startN8n } from '../../testing/n8n/setup.ts';

test('owners by name, with their ids', async () => {
  const { n8n } = await start();
  const { results } = (await n8n.list('searchOwners')) ?? {};
  expect(results?.map(({ name }) => name)).toEqual(['Anna Kowalska', 'Łukasz Wiśniewski', 'Zofia Zając']);
  expect(results?.[0]?.value).toBe('0a6f1d0e-4c39-4a53-9c5e-0f6f0f1c1a01');
});

test('processes, filtered as the user types', async () => {
  const { n8n } = await start();
  const { results } = (await n8n.list('searchProcesses', 'PART')) ?? {};
  expect(results).toEqual([{ name: 'Partnerzy', value: 'b7c1c9a2-51f0-4a0e-8a3d-3f1f2b0d0002' }]);
});

test.each([
  ['lukasz', 'Łukasz Wiśniewski'],
  ['ŁUKASZ', 'Łukasz Wiśniewski'],
  ['wisniewski', 'Łukasz Wiśniewski'],
  ['Wiśniewski'.normalize('NFD'), 'Łukasz Wiśniewski'],
  ['zajac', 'Zofia Zając'],
  ['ZAJĄC', 'Zofia Zając'],
  [' kowal ', 'Anna Kowalska'],
  ['Kówalska', 'Anna Kowalska'],
])('“%s” finds %s, whatever the Unicode form, the case and the marks', async (typed, name) => {
  const { n8n } = await start();
  const { results } = (await n8n.list('searchOwners', typed)) ?? {};
  expect(results?.map((one) => one.name)).toEqual([name]);
});

test.each([
  ['ma jose', 'Mª José'],
  ['no1', '№1'],
  ['NO1', '№1'],
  ['orsted', 'Ørsted'],
  ['dokovic', 'Đoković'],
  ['aesop', 'Æsop'],
  ['strasse', 'Straße'],
  ['STRAẞE', 'Strasse'],
  ["o'neil", 'O’Neil'],
  ['ﬁtz', 'Fitz'],
  ['ДЬЯК', 'дьяк'],
])('“%s” finds %s', async (typed, name) => {
  const livespace = await serve(({ url }, response) => {
    const data = url.endsWith('getToken') ? { token: 't', session_id: 's' } : [{ id: 'u1', name }];
    response.end(JSON.stringify({ result: 200, status: true, data }));
  });
  const credentials = { livespaceApi: { subdomain: livespace.url, ...canaries } };
  const n8n = await startN8n({ parameters: { useApi: true, asksApi: true }, credentials });
  const { results } = (await n8n.list('searchOwners', typed)) ?? {};
  expect(results?.map((one) => one.name)).toEqual([name]);
});

test('what nobody is called finds nobody', async () => {
  const { n8n } = await start();
  expect(await n8n.list('searchOwners', 'xyz')).toEqual({ results: [] });
});

test('a failure says why', async () => {
  const { livespace, n8n } = await start();
  livespace.fault({ kind: 'result', result: 540, on: 'Default/User_getAll' });
  await expect(n8n.list('searchOwners')).rejects.toThrow('Livespace did not allow this request');
});
