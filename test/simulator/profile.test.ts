import type { Profile } from '../../simulator/src/index.ts';
import { profileValues } from '../../simulator/src/wire/profile.ts';
import { sign } from '../../simulator/src/wire/signature-forms.ts';
import { signatureForms, signDelivery } from '../../testing/sign.ts';
import { call, endpoint, type Received, secret, start, subscribe } from '../../testing/simulator/harness.ts';

const at = Date.parse('2026-07-01T10:00:00.789Z');
const fields = {
  name: 'Oferta',
  value: 1234.5,
  process_id: 'b7c1c9a2-51f0-4a0e-8a3d-3f1f2b0d0001',
  stage_id: 'c2d4e6f8-1a3b-4c5d-9e7f-000000000002',
  owner_id: '0a6f1d0e-4c39-4a53-9c5e-0f6f0f1c1a01',
  company_id: 'c1',
  company_name: 'Stal-Pol',
};

/** A won deal under this profile: as the webhook has it, and as the API's two methods have it. */
async function won(profile: Partial<Profile>) {
  const simulator = await start({ profile, now: () => at, deals: [{ id: 'd1', ...fields }] });
  const hook = await endpoint();
  await subscribe(simulator, hook.url);
  simulator.changeStatus('d1', 'won');
  await simulator.idle();
  const { data: got } = await call(simulator, 'Deal/get', { id: 'd1' });
  const { data: listed } = await call(simulator, 'Deal/getAll', { status: 'won' });
  return { simulator, event: hook.events()[0], rows: [got.deal, listed.deal[0]] };
}

test('by default it is an account of today: no subscription API; the rest as documented, observed, or likeliest', async () => {
  const simulator = await start({ profile: { api: 'off' } });
  const today = { api: 'off', form: 'url-body', fields: 'snake', time: 'documented', secret: 'shown' };
  expect(simulator.profile()).toEqual(today);
  for (const method of ['getSubscriptions', 'addSubscription', 'deleteSubscription', 'inventedMethod']) {
    expect(await call(simulator, `Webhook/${method}`)).toMatchObject({ data: null, result: 540, status: false });
  }
});

describe('form', () => {
  const url = (base: string) => base.replace('127.0.0.1', 'LOCALHOST').replace('a%20b', 'a b');

  test.each(signatureForms)('ASSUMED: %s', async (form) => {
    const simulator = await start({ profile: { form } });
    const hook = await endpoint();
    const stored = url(hook.url);
    await subscribe(simulator, stored);
    simulator.createDeal({ name: 'Łódź' });
    await simulator.idle();
    const { headers, body } = hook.received[1] as Received;
    expect(headers['x-livespace-signature']).toBe(signDelivery(stored, body, secret, form));
  });

  // Made with Python's hmac: key "s3cret", URL "https://Hooks.Example/a b?x=1", body {"id":"1","name":"Łódź"}.
  test.each([
    ['url-body', '3bcecc8eead535e21023c16ea238712f2b295e7ebcfe62c604bcc5e7e01c2caf'],
    ['url-body-normalized', '0ea74756fd9896d3268c18511bcd4f1665f60a62a37cea46e23c6f18e889aa11'],
    ['body-url', '9b3ddf5353fabdeaa8ab77b28e60410abe271b08ef55b385a34e208d89807789'],
    ['body-url-normalized', '4f17f223235c5a529442dcf27229e258b9872b4a463b83b5c49386d81efeac3d'],
    ['url-newline-body', 'd3157ab2b83a7e4dc17c8155ab406ad7148a85dea21acfd2cf3ec030b7190425'],
    ['url-newline-body-normalized', '372133da8260df3b26660249a73a0115927fdeb252bd07d94bc87a427c3a4265'],
    ['body-newline-url', '6eaa248be1d58f804a3f059b16c2429a0911d57a14af463f02cf7c185dc18434'],
    ['body-newline-url-normalized', '3852977361ccd964bb079cd20492774003b1f52987442f4426d311c190bcf140'],
    ['url-dot-body', '35ad381730d0eb442e32d384c4ea58ff1424121fa3ee487c9188175646d682d8'],
    ['url-dot-body-normalized', 'f068d9810ce8b1d333f9537d2a4b71f575a506c88aede543ed7103d4c9a26fc9'],
    ['body-dot-url', 'ec1e0a25b57c7dd61174bdbc4980ce8ecca90e55b25b13146bbddbdee5cb59de'],
    ['body-dot-url-normalized', 'f66a42a012d78b8670ee138d1a0d0424f833594129e1ef832dc1c2fec0bf19ec'],
    ['url-pipe-body', 'ed54da4efa2e47c8e3ddbf531115a39e0fb99791a0a264ae9283c51650c1d210'],
    ['url-pipe-body-normalized', '054e7e10074290207efb6e482de27f3c8c16848d952ed5816e90586a6cc1abe3'],
    ['body-pipe-url', '463d1902d785eb037dfc462403ba6829552d0ac2135c9360517bcb8e3d59e0f5'],
    ['body-pipe-url-normalized', '425943d88d2c0eacee51457e41d79d13989e9a5140bdd50101062a03c0889105'],
    ['url-colon-body', 'f17109ad921d385499d4a8ecfaa9f633789fd53babd8083cd7d67832ce9f91e2'],
    ['url-colon-body-normalized', '808340286fb7d9bb8eb79cabb9d50cd6ccb96029a263a52c38b7d5d6cbb92c0b'],
    ['body-colon-url', 'ac186286f7ce1ff06bcb4a6d03038b454bbda5d7fe18e5e9acc4a0b75d027a45'],
    ['body-colon-url-normalized', 'cd15d04ba77b5bdef44bc54bee3d8b3635fddd91f214c55099e8d4077264dfbe'],
  ] as const)('%s is %s', (form, hex) => {
    expect(sign(form, 'https://Hooks.Example/a b?x=1', '{"id":"1","name":"Łódź"}', 's3cret')).toBe(hex);
  });

  test('there is no other form', () => {
    expect(profileValues.form).toHaveLength(20);
  });
});

describe('fields', () => {
  test('snake: the names that the API was seen to use', async () => {
    const { event, rows } = await won({ fields: 'snake' });
    for (const deal of [event.data, ...rows]) {
      expect(deal).toMatchObject({ status: 'won', status_name: 'Won', process_name: 'Sprzedaż B2B', company_id: 'c1' });
    }
  });

  test('ASSUMED: camel', async () => {
    const { event, rows } = await won({ fields: 'camel' });
    for (const deal of [event.data, ...rows]) {
      expect(deal).toMatchObject({
        id: 'd1',
        dealId: '1001',
        status: 'won',
        statusName: 'Won',
        processId: fields.process_id,
        processName: 'Sprzedaż B2B',
        ownerEmail: 'anna.kowalska@acme.example',
        createdAt: '2026-07-01 12:00:00+02',
        modifiedAt: '2026-07-01 12:00:00+02',
        statusChangeDate: '2026-07-01 12:00:00+02',
      });
      expect(Object.keys(deal).filter((name) => name.includes('_'))).toEqual([]);
    }
  });

  test('ASSUMED: nested', async () => {
    const { event, rows } = await won({ fields: 'nested' });
    for (const deal of [event.data, ...rows]) {
      expect(deal).toMatchObject({
        id: 'd1',
        status: { id: 2, name: 'Won' },
        value: { amount: expect.anything(), currency: 'PLN' },
        process: { id: fields.process_id, name: 'Sprzedaż B2B' },
        stage: { id: fields.stage_id, name: 'Oferta' },
        owner: { id: fields.owner_id, name: 'Anna Kowalska', email: 'anna.kowalska@acme.example' },
        company: { id: 'c1', name: 'Stal-Pol' },
        contact: { id: '', name: '' },
        created_at: '2026-07-01 12:00:00+02',
      });
      for (const flat of ['process_id', 'owner_email', 'status_name', 'currency', 'created']) {
        expect(deal).not.toHaveProperty(flat);
      }
    }
  });

  test('what the page and tests are shown keeps its names', async () => {
    const { simulator } = await won({ fields: 'nested', time: 'unix' });
    const plain = { id: 'd1', status: 'open', process_name: 'Sprzedaż B2B', created: '2026-07-01 12:00:00+02' };
    expect(simulator.changeStatus('d1', 'open').deal).toMatchObject(plain);
    expect(simulator.deals()).toMatchObject([plain]);
  });
});

test.each([
  ['documented', '2026-07-01T10:00:00Z', '2026-07-01 12:00:00+02'],
  ['iso', '2026-07-01T10:00:00Z', '2026-07-01T10:00:00Z'],
  ['iso-offset', '2026-07-01T12:00:00+02:00', '2026-07-01T12:00:00+02:00'],
  ['livespace', '2026-07-01 12:00:00+02', '2026-07-01 12:00:00+02'],
  ['zoneless', '2026-07-01 10:00:00', '2026-07-01 10:00:00'],
  ['unix', 1782900000, 1782900000],
  ['unix-text', '1782900000', '1782900000'],
  ['unix-ms', at, at],
  ['none', undefined, '2026-07-01 12:00:00+02'],
] as const)('time %s: an event has %j, a deal %j', async (time, ofEvent, ofDeal) => {
  const { event, rows } = await won({ time });
  expect(event.timestamp).toBe(ofEvent);
  expect('timestamp' in event).toBe(time !== 'none');
  for (const deal of [event.data, ...rows]) {
    expect(deal).toMatchObject({ created: ofDeal, modified: ofDeal, status_change_date: ofDeal, date_end: '' });
  }
});

test.each([
  ['shown', secret],
  ['hidden', undefined],
  ['masked', '********'],
] as const)('secret %s: in the list; the answer to adding has it', async (style, listed) => {
  const simulator = await start({ profile: { secret: style } });
  expect(await subscribe(simulator, (await endpoint()).url)).toMatchObject({ secret });
  const { data } = await call(simulator, 'Webhook/getSubscriptions');
  expect(data.subscription[0].secret).toBe(listed);
});

test('it is changed while the simulator runs, and reset takes it back', async () => {
  const simulator = await start({ profile: { fields: 'camel' } });
  const ask = (method: string, body?: string) =>
    fetch(`${simulator.url}/_control/profile`, { method, body: body ?? null }).then((answer) => answer.json());
  await ask('PATCH', '{"time":"unix","form":"body-pipe-url"}');
  const changed = { api: 'on', form: 'body-pipe-url', fields: 'camel', time: 'unix', secret: 'shown' };
  expect(await ask('GET')).toEqual(changed);
  expect(await ask('PATCH', '{"time":"noon"}')).toEqual({ error: expect.stringContaining('time can\'t be "noon"') });
  expect(await ask('GET')).toEqual(changed);
  simulator.reset();
  expect(simulator.profile()).toMatchObject({ form: 'url-body', fields: 'camel', time: 'documented' });
});

test.each([
  [{ apii: 'on' }, 'profile: no key "apii". The keys: api, form, fields, time, secret.'],
  [{ api: 'maybe' }, 'profile: api can\'t be "maybe". The values: off, on.'],
  [{ fields: true }, "profile: fields can't be true. The values: snake, camel, nested."],
  [{ secret: null }, "profile: secret can't be null. The values: shown, hidden, masked."],
  [{ constructor: 'on' }, 'profile: no key "constructor". The keys: api, form, fields, time, secret.'],
  [{ form: 'toString' }, expect.stringContaining('The values: url-body, ')],
])('%j is refused in one line that names what there is', async (profile, message) => {
  const refusal = start({ profile: profile as Partial<Profile> }).catch((error) => error.message);
  expect(await refusal).toEqual(message);
});
