import path from 'node:path';
import { aDay, printedDay, readmeExample, startEndpoint } from '../../testing/endpoint/readme-example.ts';
import { start } from '../../testing/livespace/harness.ts';

const root = path.resolve(__dirname, '../..');
const example = readmeExample(root);
let stop = async () => {};

afterEach(() => stop());

test('is under 40 lines of code', () => {
  expect(example.split('\n').filter((line) => line.trim() !== '').length).toBeLessThan(40);
});

test('subscribes, takes events once, refuses forged ones, and outlives requests that break off or never end', async () => {
  const simulator = await start();
  const args = ['--conditions=livespace-source', '--input-type=module', '-e', example];
  const endpoint = await startEndpoint(args, root, simulator);
  ({ stop } = endpoint);
  const { url, lines } = endpoint;
  const [{ id } = { id: '' }] = simulator.subscriptions();
  expect(simulator.subscriptions()).toMatchObject([{ name: 'My server · Deals', url, isActive: true }]);
  await aDay(simulator, url);
  await expect(simulator.forge(id, { name: 'deal.created', data: { id: 'x' } })).resolves.toMatchObject({
    status: 401,
  });
  expect(lines.join('\n')).toMatch(printedDay);
});
