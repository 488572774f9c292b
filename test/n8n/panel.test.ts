import { type INodeParameters, type INodeProperties, NodeHelpers } from 'n8n-workflow';
import { LivespaceTrigger } from '../../n8n/nodes/Livespace/LivespaceTrigger.node.ts';

type Displayed = Parameters<typeof NodeHelpers.displayParameter>[1];

const { description } = new LivespaceTrigger();

/** What n8n makes of what a workflow holds, as it does in the editor and before a run. */
function filledIn(parameters: INodeParameters): INodeParameters {
  const node = { typeVersion: 2 } as never;
  return NodeHelpers.getNodeParameters(description.properties, parameters, true, false, node, description) ?? {};
}

function shown(parameters: INodeParameters) {
  const values = filledIn(parameters);
  const isShown = (one: Displayed) =>
    NodeHelpers.displayParameter(values, one, { typeVersion: 2 } as never, description);
  const options = description.properties.find(({ name }) => name === 'options')?.options as INodeProperties[];
  return {
    credentials: description.credentials?.filter(isShown).map(({ name }) => name),
    // n8n looks a path with a slash up in the parameters of the node.
    options: options
      .filter(isShown)
      .map(({ displayName, modes }) => [displayName, ...(modes ?? []).map(({ name }) => name)]),
  };
}

test('registration is manual unless told', () => {
  expect(filledIn({}).registration).toBe('manual');
});

test.each<[string, INodeParameters, string[]]>([
  ['manual', {}, ['livespaceWebhookApi']],
  ['manual, with the API', { useApi: true }, ['livespaceApi', 'livespaceWebhookApi']],
  ['manual, without it again', { useApi: false, asksApi: true }, ['livespaceWebhookApi']],
  ['automatic', { registration: 'automatic' }, ['livespaceApi']],
  ['automatic, after manual without the API', { registration: 'automatic', useApi: false }, ['livespaceApi']],
])('%s: only the credential that is needed is asked for', (_, parameters, expected) => {
  expect(shown(parameters).credentials).toEqual(expected);
});

test('without the API there is nothing to choose that needs it', () => {
  const common = [['Include Raw Payload'], ['Minimum Value'], ['Skip Late Events'], ['Status']];
  expect(shown({}).options.sort()).toEqual([...common, ['Owner', 'id'], ['Process', 'id']].sort());
  const withApi = [['Fetch Current Deal'], ['Owner', 'list', 'id'], ['Process', 'list', 'id']];
  expect(shown({ useApi: true }).options.sort()).toEqual([...common, ...withApi].sort());
});

test('three short lines tell the way by hand, in the order of what a person does', () => {
  const { displayName = '' } = description.properties.find(({ type }) => type === 'notice') ?? {};
  const lines = [...displayName.matchAll(/<li>(.*?)<\/li>/g)].map(([, line = '']) => line);
  expect(lines).toHaveLength(3);
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(120);
  expect(lines[0]).toMatch(/credential.*Publish.*Production URL.*activate/);
  expect(lines[1]).toMatch(/secret/);
  expect(lines[2]).toMatch(/try.*pin.*Scheduled Trigger.*Test URL/);
});

test.each([
  [['deal.created', '*'], 'New Deal, Any Event'],
  ['deal.created', 'New Deal'],
  [[], 'No event chosen'],
  [undefined, 'No event chosen'],
])('below the node stands what was chosen: %j', (events, expected) => {
  const [, expression = ''] = /^=\{\{(.*)\}\}$/.exec(String(description.subtitle)) ?? [];
  expect(new Function('$parameter', `return ${expression}`)({ events })).toBe(expected);
});

test('the node exists as version 2 alone', () => expect(description.version).toBe(2));
