import { samples } from 'livespace-webhooks';
import { addByHand } from '../../testing/zapier/by-hand.ts';
import { fail, startWorld, type World } from '../../testing/zapier/harness.ts';
import type { RawHookZap } from '../../testing/zapier/zap.ts';
import { app } from '../../zapier/src/index.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld({ deals: [], profile: { api: 'off' } });
});
afterEach(() => world.close());

const created = 'deal.created';
const changed = 'deal.status_changed';

/** A Zap of Catch Raw Hook and our action, whose URL an administrator has added in Livespace. */
async function begun(inputData: Record<string, unknown> = {}) {
  const zap = world.rawHookZap();
  zap.inputData = inputData;
  return { zap, ...(await addByHand(world.livespace, zap, [created, changed])) };
}

function halts(zap: RawHookZap): string[] {
  for (const error of zap.errors()) expect(error).toMatchObject({ name: 'HaltedError', doNotContextify: true });
  return zap.errors().map((error) => error.message);
}

const emit = (minute: number, id?: string) =>
  world.livespace.emit({
    name: changed,
    timestamp: `2026-11-24T10:0${minute}:00Z`,
    data: { id: 'd-1', status: 'won' },
    ...(id ? { id } : {}),
  });

describe('an event that Livespace sent', () => {
  test('goes on as the item, with all that was delivered last', async () => {
    const { zap } = await begun();
    const { deal, eventId } = world.livespace.createDeal({ name: 'Żuraw', budget_class: 'A' });
    await world.settled();
    const [item] = zap.started();
    expect(item).toMatchObject({ id: eventId, event: created, deal: { id: deal.id, name: 'Żuraw' } });
    expect(Object.keys(item ?? {})).toEqual([...Object.keys(samples[created]), 'raw']);
    expect(item?.raw).toEqual(JSON.parse(zap.history[0]?.request.content ?? ''));
    expect(zap.errors()).toEqual([]);
  });

  test('goes on whichever it is unless events were chosen', async () => {
    const { zap } = await begun();
    for (const name of [created, changed]) world.livespace.emit({ name, data: { id: 'd-1', status: 'won' } });
    await world.settled();
    expect(
      zap
        .started()
        .map(({ event }) => event)
        .sort(),
    ).toEqual([created, changed]);
  });

  test.each([
    ['a copy', {}, () => [emit(1, 'e-1'), emit(1, 'e-1')], 'The event was delivered before.'],
    ['one that was not chosen', { events: [created] }, () => [emit(1)], 'The event was not chosen.'],
    ['one that a filter holds back', { status: ['lost'] }, () => [emit(1)], 'The status was not chosen.'],
    ['a late one', { skip_late: true }, () => [emit(2), emit(1)], 'A newer event of this deal came before.'],
  ])('ends the Zap as %s, and says why', async (_, inputData, send, reason) => {
    const { zap } = await begun(inputData);
    world.livespace.hold();
    const sent = send();
    world.livespace.flush();
    await world.settled();
    expect(zap.started()).toHaveLength(sent.length - 1);
    expect(halts(zap)).toEqual([expect.stringContaining(reason)]);
  });

  test('is told late where that was not to be skipped', async () => {
    const { zap } = await begun();
    for (const minute of [2, 1]) {
      emit(minute);
      await world.settled();
    }
    expect(zap.started().map((item) => item.is_late)).toEqual([false, true]);
  });
});

describe('what Livespace did not send ends the Zap', () => {
  test('a forged event', async () => {
    const { zap, id } = await begun();
    await world.livespace.forge(id, { name: created, data: { id: 'd-1' } });
    await world.settled();
    expect(zap.started()).toEqual([]);
    expect(halts(zap)).toEqual([expect.stringContaining('The signature does not match.')]);
  });

  test('a request without a signature: the field may not be mapped', async () => {
    const { zap } = await begun();
    await fetch(zap.targetUrl, { method: 'POST', body: '{"name":"deal.created","data":{"id":"d-1"}}' });
    await world.settled();
    expect(halts(zap)).toEqual([
      expect.stringContaining('map “Headers Http X Livespace Signature” from “Catch Raw Hook”'),
    ]);
  });

  test.each([[[]], [['a', 'b']], [{ name: created }]])('a body that is not the text that came: %j', async (body) => {
    const { zap } = await begun({ body });
    world.livespace.createDeal();
    await world.settled();
    expect(halts(zap)).toEqual([expect.stringContaining('map “Raw Body” from “Catch Raw Hook” into the field Body')]);
  });
});

describe('Livespace’s test request', () => {
  test('starts nothing, since Catch Raw Hook passes no empty request on', async () => {
    const { zap } = await begun();
    await world.settled();
    expect(zap.history).toEqual([]);
  });

  test.each(['{}', '[]', 'null', ' ', undefined])(
    'ends the Zap where it comes as %j, and says what it is',
    async (body) => {
      const { zap } = await begun();
      const run = zap.operation('perform', { inputData: { ...zap.inputData, body } });
      await expect(run).rejects.toMatchObject({
        name: 'HaltedError',
        message: expect.stringMatching(/^This is Livespace’s test request.*map “Raw Body” from “Catch Raw Hook”/),
      });
    },
  );
});

describe('what the user pasted', () => {
  const pasted = { webhook_url: 'https://hooks.zapier.com/hooks/catch/1/x/', webhook_secret: 'a'.repeat(64) };
  const wrong = [
    [{ webhook_url: 'http://hooks.zapier.com/x' }, 'does not start with https://'],
    [{ webhook_url: '' }, 'The endpoint URL is empty.'],
    [{ webhook_secret: '' }, 'into the field Webhook Secret'],
    [{ webhook_secret: '••••••••' }, 'placeholders'],
    [{ webhook_previous_secret: '••••••••' }, 'placeholders'],
    [{ minimum_value: 'a lot' }, 'is not a number'],
  ] as const;

  test.each(wrong)('%j is told in the editor', async (change, message) => {
    const zap = world.rawHookZap();
    zap.authData = { ...zap.authData, subdomain: 'acme' };
    const bundle = { inputData: { ...pasted, body: '{}', ...change }, meta: { isLoadingSample: true } };
    const error = await zap.operation('perform', bundle).then(fail, (thrown) => thrown);
    expect(error).toMatchObject({ name: 'AppError', doNotContextify: true });
    expect(JSON.parse(error.message).message).toContain(message);
  });

  test('is named rather than the refusal it led to', async () => {
    const { zap } = await begun();
    zap.inputData = { ...zap.inputData, webhook_secret: '••••••••' };
    world.livespace.createDeal();
    await world.settled();
    expect(halts(zap)).toEqual([expect.stringContaining('Show the secret in Account Settings → Webhooks')]);
  });
});

test('a test in the editor can be repeated, and leaves the guard alone', async () => {
  const { zap } = await begun();
  emit(1);
  await world.settled();
  const [{ request } = fail(zap.history)] = zap.history;
  const inputData = {
    ...zap.inputData,
    body: request.content,
    signature: request.headers['Http-X-Livespace-Signature'],
  };
  const asked = world.servers.cache.requests.length;
  for (const _ of [1, 2]) {
    const item = await zap.operation('perform', { inputData, meta: { isLoadingSample: true } });
    expect(item).toMatchObject({ event: changed });
  }
  expect(world.servers.cache.requests).toHaveLength(asked);
});

test('shares no memory with the manual trigger on the same webhook', async () => {
  const { zap } = await begun();
  const trigger = world.zap('deal_status_changed_manual', { inputData: zap.inputData });
  emit(1);
  await world.settled();
  for (const { request } of zap.history) await trigger.receive(request);
  expect([zap.started().length, trigger.started().length]).toEqual([1, 1]);
});

test('says that a status limits changes of status only, as it does', async () => {
  const { zap } = await begun({ status: ['lost'] });
  world.livespace.createDeal();
  await world.settled();
  expect(zap.started()).toHaveLength(1);
  const fields = app.creates?.check_event.operation.inputFields as unknown as { key: string; helpText?: string }[];
  expect(fields.find(({ key }) => key === 'status')?.helpText).toContain('Other events are not affected.');
});

test('offers the events by name', () => {
  const fields = app.creates?.check_event.operation.inputFields as unknown as { key: string; choices?: object }[];
  expect(fields.find(({ key }) => key === 'events')?.choices).toEqual({
    [created]: 'New Deal',
    [changed]: 'Deal Status Changed',
  });
});
