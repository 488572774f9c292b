import { run } from '../../testing/zapier/harness.ts';
import { app } from '../../zapier/src/index.ts';

/*
 * Zapier's publishing checks that concern the definition, under the codes of docs.zapier.com's integration check
 * reference. Zapier runs its own on its servers, for an account: these are ours of the same wording.
 */

type Trigger = NonNullable<typeof app.triggers>[string];
interface Field {
  key: string;
  label: string;
  type?: string;
  helpText?: string;
  dynamic?: string;
}

const triggers: Trigger[] = Object.values(app.triggers ?? {});
const inputOf = ({ operation }: { operation: object }) => (operation as { inputFields?: Field[] }).inputFields ?? [];
const visible = triggers.filter(({ display }) => !display.hidden);
const hidden = triggers.filter(({ display }) => display.hidden);
const authFields = (app.authentication?.fields ?? []) as Field[];
const actions = Object.values(app.creates ?? {});
const inputFields = [...visible, ...actions].flatMap(inputOf);
const texts = [
  ...[...triggers, ...actions].flatMap(({ display }) => [display.label ?? '', display.description ?? '']),
  ...[...authFields, ...inputFields].map(({ helpText = '' }) => helpText),
];

test('the schema of the platform is kept to', async () => {
  await expect(run({ command: 'validate' })).resolves.toEqual([]);
});

const filters = ['process_id', 'owner_id', 'minimum_value'];
const webhook = ['webhook_url', 'webhook_secret', 'webhook_previous_secret'];

test.each([
  ['deal_created_scheduled', filters],
  ['deal_status_changed_scheduled', ['status', ...filters]],
  ['deal_created_manual', [...webhook, ...filters, 'skip_late']],
  ['deal_status_changed_manual', [...webhook, 'status', ...filters, 'skip_late']],
  ['deal_created', [...filters, 'skip_late']],
  ['deal_status_changed', ['status', ...filters, 'skip_late']],
  ['check_event', ['body', 'signature', ...webhook, 'events', 'status', ...filters, 'skip_late']],
])('%s asks for what Zaps rely on', (key, fields) => {
  const operation = app.triggers?.[key] ?? app.creates?.check_event;
  expect([operation?.key, inputOf(operation as Trigger).map((field) => field.key)]).toEqual([key, fields]);
});

test('the keys are the ones that Zaps rely on', () => {
  for (const [key, trigger] of Object.entries(app.triggers ?? {})) expect(trigger.key).toBe(key);
  expect(authFields.map(({ key }) => key)).toEqual(['subdomain', 'apiKey', 'apiSecret']);
  expect(hidden.map(({ key }) => key)).toEqual(['process_list', 'owner_list']);
});

test('the secrets of a webhook are typed in unseen', () => {
  const secrets = inputFields.filter(({ key }) => key.endsWith('secret'));
  expect(secrets.length).toBeGreaterThan(0);
  for (const { type } of secrets) expect(type).toBe('password');
});

test('D001: the connection’s credentials are asked for by the authentication only', () => {
  for (const { key } of inputFields) expect(key.replace(/^webhook_/, '')).not.toMatch(/key|token|password|api/i);
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

test('D006: what a webhook starts lists deals for the editor', () => {
  for (const { operation } of visible.filter(({ key }) => !key.endsWith('_scheduled'))) {
    expect(operation).toMatchObject({ type: 'hook', performList: expect.any(Function) });
  }
});

describe('D016, D017: a static webhook', () => {
  const isStatic = ({ operation }: Trigger) => operation.type === 'hook' && !('performSubscribe' in operation);

  test('is what the manual triggers are, with directions', () => {
    expect(visible.filter(isStatic).map(({ key }) => key)).toEqual([
      'deal_created_manual',
      'deal_status_changed_manual',
    ]);
    for (const { display } of visible.filter(isStatic)) {
      expect(display.directions).toMatch(/Account Settings → Webhooks → Add subscription/);
      expect(display.directions?.length).toBeLessThanOrEqual(1000);
    }
  });

  test('is in no public build, and no message speaks of it there', async () => {
    process.env.LIVESPACE_PUBLIC = '1';
    await jest.isolateModulesAsync(async () => {
      const { app: publicApp } = await import('../../zapier/src/index.ts');
      const { remedies } = await import('../../zapier/src/errors.ts');
      expect(Object.keys(publicApp.triggers ?? {})).toEqual(
        Object.keys(app.triggers ?? {}).filter((key) => !key.endsWith('_manual')),
      );
      expect(Object.keys(publicApp.creates ?? {})).toEqual(['check_event']);
      expect(JSON.stringify([publicApp, remedies])).not.toContain('Manual');
    });
    delete process.env.LIVESPACE_PUBLIC;
  });
});

test('D007, D008: links are Markdown and https', () => {
  for (const text of texts) {
    expect(text).not.toMatch(/http:\/\//);
    expect(text.replace(/\[[^\]]+\]\(https:\/\/[^\s)]+\)/g, '')).not.toMatch(/https?:\/\/|\[|\]/);
  }
});

test('D010, D012: every trigger has a sample with an id', () => {
  for (const { operation } of [...triggers, ...actions])
    expect(operation.sample).toMatchObject({ id: expect.any(String) });
});

test('D011: help says more than the label', () => {
  for (const { label, helpText = '' } of [...authFields, ...inputFields]) {
    expect(helpText.length).toBeGreaterThan(label.length);
  }
});

test('D018: labels are in title case', () => {
  const labels = [...visible.map(({ display }) => display.label ?? ''), ...inputFields.map(({ label }) => label)];
  for (const label of labels) expect(label).toMatch(/^[A-Z][a-z]*( ([A-Z][a-z]*|URL))*( \([A-Z][a-z]*\))?$/);
});

test('D021: descriptions say when the trigger triggers', () => {
  for (const { display } of triggers) expect(display.description).toMatch(/^Triggers when .*[^.]\.$/);
});

test('D023: dates of the samples are ISO 8601, times with their zone', () => {
  // What Livespace sent is shown as Livespace sent it.
  const samples = visible.map(({ operation }) => ({ ...operation.sample, raw: undefined }));
  const dates = JSON.stringify(samples).match(/"\d{4}-\d{2}-\d{2}[^"]*"/g) ?? [];
  expect(dates.length).toBeGreaterThan(4);
  for (const date of dates) expect(date).toMatch(/^"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d{3})?Z)?"$/);
});

test('a released key keeps its name and type', () => {
  const [one, ...others] = [...visible, ...actions].map(
    ({ operation }) => operation.outputFields as { key: string; type?: string }[],
  );
  for (const other of others) expect(other).toEqual(one);
  expect(Object.fromEntries((one ?? []).map(({ key, type = 'list' }) => [key, type]))).toMatchSnapshot();
});
