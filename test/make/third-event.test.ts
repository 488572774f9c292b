jest.mock('../../shared/src/events.ts', () => jest.requireActual('../../testing/third-event.ts'));

import { appFiles } from '../../make/source/files.ts';
import type { Json } from '../../testing/make/app.ts';
import { transform } from '../../testing/make/iml/evaluate.ts';

/* The files that the generator makes of a record with a made-up third event. */

const event = 'deal.value_changed';
const files = appFiles();
const file = (path: string): Json => files.get(path);
const body = {
  name: event,
  id: 'e-1',
  timestamp: '2026-11-24T15:00:00Z',
  data: { id: 'd-1', value: '1 234,50', modified: '2026-11-24 16:00:00+01' },
};
const key = 'value:d-1:1234.5:2026-11-24T15:00:00Z';

it('has a webhook and a module of its own, with label, description, interface and sample', () => {
  const { webhook, module } = file('makecomapp.json').components;
  expect(webhook.dealValueChanges).toMatchObject({ label: 'Deal Value Changes', connection: 'livespace' });
  expect(module.watchDealValueChanges).toMatchObject({
    label: 'Watch Deal Value Changes',
    description: expect.stringMatching(/^Triggers when the value of a deal is changed\. /),
    webhook: 'dealValueChanges',
  });
  for (const path of [
    ...Object.values<string>(webhook.dealValueChanges.codeFiles),
    ...Object.values<string>(module.watchDealValueChanges.codeFiles),
  ]) {
    expect(files.has(path)).toBe(true);
  }
  const sample = file('modules/watch-deal-value-changes/watch-deal-value-changes.samples.iml.json');
  expect(sample).toMatchObject({ event, deal: { value: 15_000 }, raw: { name: event } });
  expect(file('modules/groups.json')[1].modules).toContain('watchDealValueChanges');
});

it('is subscribed to', () => {
  const [, add] = file('webhooks/deal-value-changes/deal-value-changes.attach.iml.json');
  expect(add.temp.call.subscription).toMatchObject({ name: 'Make · Deal Value Changes', events: [event] });
});

it.each([
  ['attached', 'webhooks/deal-value-changes/deal-value-changes', {}],
  ['by hand', 'webhooks/deal-events/deal-events', { events: [event] }],
])('gives its item, %s', (_, path, parameters) => {
  const hook = file(`${path}.communication.iml.json`);
  expect(transform(hook.condition, { body, parameters })).toBe(true);
  expect(transform(hook.output, { body, parameters })).toMatchObject({
    event,
    dedupe_key: key,
    deal: { value: 1234.5 },
  });
  expect(transform(hook.condition, { body: { ...body, name: 'deal.other' }, parameters })).toBe(false);
});

it('can be chosen by hand and by schedule, with a label and what a look finds of it', () => {
  const [manual] = file('webhooks/deal-events/deal-events.params.iml.json');
  const [scheduled] = file('modules/watch-deals-scheduled/watch-deals-scheduled.static-params.iml.json');
  for (const { options } of [manual, scheduled]) {
    expect(options).toContainEqual({ value: event, label: 'Deal Value Changes' });
  }
  expect(scheduled.help).toContain('Deal Value Changes: A deal was changed, and its value may be another one.');
});

it('is looked for: by `modified`, with its own date, id and key', () => {
  const requests = file('modules/watch-deals-scheduled/watch-deals-scheduled.communication.iml.json');
  const context = {
    parameters: { event },
    connection: { subdomain: 'acme', apiKey: 'k', apiSecret: 's' },
    data: { lastDate: new Date('2026-11-24T10:00:00Z') },
    now: new Date('2026-11-24T16:00:00Z'),
    temp: { token: 't', session: 's' },
    statusCode: 200,
    body: {},
  };
  const calls = requests.filter(({ temp }: Json) => temp?.call);
  const made = calls.filter(({ condition = true }: Json) => transform(condition, context));
  expect(made.map(({ temp }: Json) => transform(temp.call, context))).toMatchObject([
    { status: 'all', modified: '2026-11-23', created: { from: '2000-01-01' }, offset: 0 },
    { status: 'outdated', modified: '2026-11-23', created: { from: '2000-01-01' }, offset: 0 },
  ]);
  const temp = { when: transform(requests[0].temp.when, context) };
  const { iterate, trigger, output } = calls.at(-1).response;
  const found = { ...context, temp, item: body.data };
  expect(transform(iterate.condition, found)).toBe(true);
  expect(transform(trigger.date, found)).toEqual(new Date('2026-11-24T15:00:00Z'));
  expect(transform(output, found)).toMatchObject({ id: key, dedupe_key: key, event });
  const changed = transform(trigger.id, { ...found, item: { ...body.data, value: '7' } });
  expect(changed).not.toBe(transform(trigger.id, found));
});

it('stays within Make’s limits', () => {
  const { response } = file('modules/watch-deals-scheduled/watch-deals-scheduled.communication.iml.json').at(-1);
  for (const limited of [response.trigger.id, response.trigger.date, response.iterate.container]) {
    expect(limited.length).toBeLessThanOrEqual(512);
  }
});
