import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { LivespaceScheduledTrigger } from '../../n8n/nodes/Livespace/LivespaceScheduledTrigger.node.ts';
import { LivespaceTrigger } from '../../n8n/nodes/Livespace/LivespaceTrigger.node.ts';
import { eventOf, post, startN8n } from '../../testing/n8n/setup.ts';
import { valueChanged } from '../../testing/third-event.ts';

jest.mock('../../shared/src/events.ts', () => jest.requireActual('../../testing/third-event.ts'));

const thirdEvent = 'deal.value_changed';

function choices(properties: INodeProperties[]) {
  return properties.find(({ name }) => name === 'events')?.options as INodePropertyOptions[];
}

test.each([
  ['Livespace Trigger', new LivespaceTrigger(), valueChanged.description, valueChanged.triggersWhen],
  [
    'Livespace Scheduled Trigger',
    new LivespaceScheduledTrigger(),
    valueChanged.schedule.description,
    valueChanged.plural,
  ],
])(
  '%s offers an event that was added to the record, in the record’s words',
  (_, { description: node }, description, words) => {
    const { label } = valueChanged;
    expect(choices(node.properties)).toContainEqual({ name: label, value: thirdEvent, description });
    expect(node.description).toContain(words);
    expect(node.subtitle).toContain(`"${thirdEvent}":"${label}"`);
  },
);

test('a workflow that chose it is started by it', async () => {
  const n8n = await startN8n({
    parameters: { events: [thirdEvent] },
    credentials: { livespaceWebhookApi: { secret: 's' } },
  });
  await n8n.activate();
  await post(n8n.url, eventOf({ name: thirdEvent }, { value: '15000', modified: '2026-11-24 16:00:00+01' }), 's');
  const { id } = eventOf().data;
  expect(n8n.runs).toMatchObject([{ event: thirdEvent, dedupe_key: `value:${id}:15000:2026-11-24T15:00:00Z` }]);
});
