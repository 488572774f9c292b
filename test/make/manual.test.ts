import { type EventName, eventNames, samples } from 'livespace-webhooks';
import { addByHand, livespace, make, useAccount } from '../../testing/make/account.ts';
import { code, components } from '../../testing/make/app.ts';
import { signatureForms } from '../../testing/sign.ts';

/* An account of today, without a subscription API: a person copies the URL from Make into Livespace. */

useAccount({ deals: [] });

it('needs neither connection nor attaching, and its module no request', () => {
  const { metadata } = components.find(({ id }) => id === 'dealEvents') ?? {};
  expect(metadata).toMatchObject({ connection: null, altConnection: null });
  expect(Object.keys(metadata.codeFiles)).not.toEqual(expect.arrayContaining(['attach', 'detach']));
  expect(code('module', 'watchDealEvents', 'communication')).toEqual({});
});

it('answers the handshake, and makes items of both events', async () => {
  const webhook = await addByHand(eventNames);
  expect(make.answers).toEqual([{ status: 200, body: '' }]);
  const { deal } = livespace.createDeal({ name: 'Nowa szansa', value: 1234.5 });
  livespace.changeStatus(deal.id as string, 'won', 'Best price');
  await livespace.idle();
  const [created, changed, ...others] = make.bundles(webhook);
  expect(others).toEqual([]);
  expect(created).toMatchObject({
    event: 'deal.created',
    dedupe_key: `created:${deal.id}`,
    deal: { name: 'Nowa szansa', status: 'open', value: 1234.5, reason: null },
    raw: { name: 'deal.created', data: { id: deal.id } },
  });
  expect(changed).toMatchObject({ event: 'deal.status_changed', deal: { status: 'won', reason: 'Best price' } });
  for (const bundle of [created, changed]) {
    expect(Object.keys(bundle)).toEqual([...Object.keys(samples['deal.created']), 'raw']);
    expect(Object.keys(bundle.deal)).toEqual(Object.keys(samples['deal.created'].deal));
  }
  expect(livespace.requests()).toEqual([]);
});

const documented: EventName[] = ['deal.created', 'deal.status_changed'];

it.each(documented)('makes items of %s alone where only that is chosen', async (event) => {
  const webhook = await addByHand(eventNames, [event]);
  const { deal } = livespace.createDeal({});
  livespace.changeStatus(deal.id as string, 'lost');
  await livespace.idle();
  expect(make.bundles(webhook).map((bundle) => bundle.event)).toEqual([event]);
  expect(make.answers.map(({ status }) => status)).toEqual([200, 200, 200]);
});

it.each([
  '',
  ' ',
  '{}',
  '[]',
  'null',
  'not JSON',
  '"text"',
  '7',
  '[{"name":"deal.created"}]',
  '{"name":7,"data":{"id":"d"}}',
  '{"name":["deal.created"],"data":{"id":"d"}}',
  '{"name":"deal.deleted","data":{"id":"d"}}',
  '{"name":"deal.created"}',
  '{"name":"deal.created","data":[]}',
  '{"name":"deal.created","data":"d"}',
  '{"name":"deal.created","data":{"id":""}}',
  '{"name":"deal.created","data":{"id":{}}}',
  '{"name":"deal.created","data":{"id":true}}',
])('answers %p with 200, and starts nothing', async (body) => {
  const webhook = await addByHand(eventNames);
  const { status } = await fetch(webhook.url, { method: 'POST', body });
  expect(status).toBe(200);
  expect(make.bundles(webhook)).toEqual([]);
});

it.each(signatureForms)('takes a delivery that is signed as %s: no signature can be checked in Make', async (form) => {
  livespace.setProfile({ form });
  const webhook = await addByHand(['deal.created']);
  livespace.createDeal({ name: 'Żuraw' });
  await livespace.idle();
  expect(make.bundles(webhook)).toMatchObject([{ deal: { name: 'Żuraw' } }]);
});

it('tells in its form which events there are, and that the URL is to be kept secret', () => {
  const [{ help, options }] = code('webhook', 'dealEvents', 'params');
  expect(options.map(({ value }: { value: EventName }) => value)).toEqual(eventNames);
  expect(help).toMatch(/Account Settings → Webhooks/);
  expect(help).toMatch(/share it with nobody/);
});
