import { run } from '../../testing/zapier/harness.ts';
import { app } from '../../zapier/src/index.ts';

/*
 * Zapier's publishing checks that concern the definition, under the codes of docs.zapier.com's integration check
 * reference. Zapier runs its own on its servers, for an account: these are ours of the same wording.
 */

type Trigger = (typeof app.triggers)[keyof typeof app.triggers];
interface Field {
  key: string;
  label: string;
  helpText?: string;
  dynamic?: string;
}

const triggers: Trigger[] = Object.values(app.triggers);
const visible = triggers.filter(({ display }) => !display.hidden);
const instant = [app.triggers.deal_created, app.triggers.deal_status_changed];
const authFields = (app.authentication?.fields ?? []) as Field[];
const inputFields = visible.flatMap(({ operation }) => operation.inputFields as unknown as Field[]);
const texts = [
  ...triggers.flatMap(({ display }) => [display.label ?? '', display.description ?? '']),
  ...[...authFields, ...inputFields].map(({ helpText = '' }) => helpText),
];

test('the schema of the platform is kept to', async () => {
  await expect(run({ command: 'validate' })).resolves.toEqual([]);
});

test('the keys are the ones that Zaps rely on', () => {
  expect(Object.keys(app.triggers)).toEqual(
    expect.arrayContaining(['deal_created', 'deal_status_changed', 'process_list', 'owner_list']),
  );
  for (const [key, trigger] of Object.entries(app.triggers)) expect(trigger.key).toBe(key);
  expect(authFields.map(({ key }) => key)).toEqual(['subdomain', 'apiKey', 'apiSecret']);
  expect(instant.map(({ operation }) => (operation.inputFields as unknown as Field[]).map(({ key }) => key))).toEqual([
    ['process_id', 'owner_id', 'minimum_value', 'skip_late'],
    ['status', 'process_id', 'owner_id', 'minimum_value', 'skip_late'],
  ]);
});

test('D001: credentials are asked for by the authentication only', () => {
  for (const { key } of inputFields) expect(key).not.toMatch(/key|secret|token|password/i);
});

test('D002: the help of the credentials links to where they are found', () => {
  for (const { key, helpText } of authFields) if (key !== 'subdomain') expect(helpText).toMatch(/\]\(https:\/\//);
});

test('D003: the connection has a label', () => {
  expect(app.authentication?.connectionLabel).toBeInstanceOf(Function);
});

test('D004, D005: ids are chosen from a dropdown, whose trigger exists', () => {
  for (const { key, dynamic = '' } of inputFields.filter(({ key }) => key.endsWith('_id'))) {
    const [trigger = '', id, name] = dynamic.split('.');
    expect([key, Object.keys(app.triggers)]).toEqual([key, expect.arrayContaining([trigger])]);
    expect([id, name]).toEqual(['id', 'name']);
  }
});

test('D006, D017: an instant trigger lists deals for the editor, subscribes and unsubscribes', () => {
  for (const { operation } of visible.filter(({ key }) => !key.endsWith('_scheduled'))) {
    expect(operation).toMatchObject({
      type: 'hook',
      performList: expect.any(Function),
      performSubscribe: expect.any(Function),
      performUnsubscribe: expect.any(Function),
    });
  }
});

test('D007, D008: links are Markdown and https', () => {
  for (const text of texts) {
    expect(text).not.toMatch(/http:\/\//);
    expect(text.replace(/\[[^\]]+\]\(https:\/\/[^\s)]+\)/g, '')).not.toMatch(/https?:\/\/|\[|\]/);
  }
});

test('D010, D012: every trigger has a sample with an id', () => {
  for (const { operation } of triggers) expect(operation.sample).toMatchObject({ id: expect.any(String) });
});

test('D011: help says more than the label', () => {
  for (const { label, helpText = '' } of [...authFields, ...inputFields]) {
    expect(helpText.length).toBeGreaterThan(label.length);
  }
});

test('D018: labels are in title case', () => {
  const labels = [...visible.map(({ display }) => display.label ?? ''), ...inputFields.map(({ label }) => label)];
  for (const label of labels) expect(label).toMatch(/^[A-Z][a-z]*( [A-Z][a-z]*)*( \([A-Z][a-z]*\))?$/);
});

test('D021: descriptions say when the trigger triggers', () => {
  for (const { display } of triggers) expect(display.description).toMatch(/^Triggers when .*[^.]\.$/);
});

test('D023: dates of the samples are ISO 8601, times with their zone', () => {
  const dates =
    JSON.stringify(visible.map(({ operation }) => operation.sample)).match(/"\d{4}-\d{2}-\d{2}[^"]*"/g) ?? [];
  expect(dates.length).toBeGreaterThan(4);
  for (const date of dates) expect(date).toMatch(/^"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d{3})?Z)?"$/);
});

test('a released key keeps its name and type', () => {
  const [one, ...others] = visible.map(({ operation }) => operation.outputFields as { key: string; type?: string }[]);
  for (const other of others) expect(other).toEqual(one);
  expect(Object.fromEntries((one ?? []).map(({ key, type = 'list' }) => [key, type]))).toMatchSnapshot();
});
