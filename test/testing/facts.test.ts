import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sampleEvents } from 'livespace-webhooks/host';

const root = join(__dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'livespace-facts-'));

jest.setTimeout(60_000);

function facts(content: unknown) {
  const file = join(folder, 'payload.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  const args = ['--conditions=livespace-source', '--no-warnings', 'testing/facts.ts', file];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  const line = (field: string) => stdout.split('\n').find((one) => one.startsWith(`${field} `)) ?? '';
  return { status, stdout, stderr, line };
}

test('an event: field by field where it stands, and which keys nobody reads', () => {
  const event = sampleEvents['deal.created'];
  const { status, stdout, line } = facts({
    ...event,
    data: { ...event.data, region: 'North', process: { id: 1, colour: 'red' } },
  });
  expect(status).toBe(0);
  expect(line('process.id')).toMatch(/process_id \(string\); process\.id \(number\)/);
  expect(line('status_changed_at')).toMatch(/status_change_date \(empty\)/);
  expect(line('custom_fields')).toMatch(/–$/);
  expect(stdout).toContain('Nobody reads: region, process.colour');
});

test('rows of the API in camel case, several at once', () => {
  const { stdout, line } = facts({
    data: {
      deal: [
        { id: 1, processId: 2, value: { amount: '1,5', currency: 'PLN' } },
        { id: 2, processId: 'x' },
      ],
    },
  });
  expect(stdout).toContain('2 deals');
  expect(line('process.id')).toMatch(/processId \(number, string\)/);
  expect(line('currency')).toMatch(/value\.currency \(string\)/);
  expect(stdout).toContain('nothing; every key has its place');
});

test('an OpenAPI file: its schemas are read like a payload, references too', () => {
  const deal = {
    type: 'object',
    properties: {
      id: { type: 'string' },
      stageId: { type: 'string' },
      score: { type: 'number' },
      owners: { type: 'array', items: { properties: { id: {}, phone: {} } } },
    },
  };
  const event = { properties: { name: { type: 'string' }, data: { $ref: '#/components/schemas/Deal' } } };
  const { stdout, line } = facts({ openapi: '3.1.0', components: { schemas: { Event: event, Deal: deal } } });
  expect(line('stage.id')).toMatch(/stageId \(string\)/);
  expect(line('owners')).toMatch(/list of 1/);
  expect(stdout).toContain('Nobody reads: score, owners.phone');
});

test.each([
  ['no JSON', '{', 2, /can’t be read as JSON/],
  ['no deal in it', { hello: 1 }, 1, /holds no deal/],
])('%s: a line that says so', (_, content, code, message) => {
  const { status, stderr } = facts(content);
  expect([status, stderr]).toEqual([code, expect.stringMatching(message)]);
});
