import { createWebhookHandler, type WebhookHandlerOptions } from 'livespace-webhooks';

const right: WebhookHandlerOptions = { url: 'https://example.com/livespace', secrets: ['s3cret'], onEvent() {} };

function problem(options: unknown): string {
  try {
    createWebhookHandler(options as WebhookHandlerOptions);
  } catch (error) {
    expect(error).toBeInstanceOf(TypeError);
    return (error as Error).message;
  }
  return 'none';
}

test('the least and the most that is right', () => {
  const store = { add() {}, get() {}, set() {}, delete() {}, raise() {} };
  const filters = { statuses: ['won'], processIds: ['17'], ownerIds: [], minimumValue: 1000 };
  const rest = { onRefused() {}, patienceMs: 1000, log: console, events: 'any', skipLate: true, once: 'fact' };
  expect(problem(right)).toBe('none');
  expect(problem({ ...right, ...rest, store, filters, forms: ['url-body'] })).toBe('none');
  expect(problem({ ...right, secrets: [undefined], events: ['deal.created'], store: undefined })).toBe('none');
  expect(problem({ ...right, secrets: () => [] })).toBe('none');
});

test.each<[object | undefined, string, string]>([
  [undefined, '`url` is missing', "'https://example.com/livespace'"],
  [{ url: undefined }, '`url` is missing', 'LIVESPACE_WEBHOOK_URL'],
  [{ url: '/livespace' }, '`url` is not usable', "'https://example.com/livespace'"],
  [{ url: 'ftp://example.com/' }, '`url` is not usable', 'https://'],
  [{ secrets: undefined }, '`secrets` is missing', 'LIVESPACE_WEBHOOK_SECRET'],
  [{ secrets: 's3cret' }, '`secrets` is not usable', '[process.env.LIVESPACE_WEBHOOK_SECRET]'],
  [{ secrets: [17] }, '`secrets` is not usable', '[process.env.LIVESPACE_WEBHOOK_SECRET]'],
  [{ onEvent: undefined }, '`onEvent` is missing', '(item) =>'],
  [{ onEvent: 'run' }, '`onEvent` is not usable', '(item) =>'],
  [{ events: 'deal.created' }, '`events` is not usable', "'deal.created', 'deal.status_changed'"],
  [{ events: ['deal.create'] }, '`events` is not usable', "'deal.created', 'deal.status_changed'"],
  [{ events: [] }, '`events` is not usable', "'any'"],
  [{ filters: 'won' }, '`filters` is not usable', "{ statuses: ['won'] }"],
  [{ filters: { status: ['won'] } }, 'no option `filters.status`', 'statuses'],
  [{ filters: { statuses: 'won' } }, '`filters.statuses` is not usable', "['won']"],
  [{ filters: { statuses: ['won', 'wonn'] } }, '`filters.statuses` is not usable', "'open', 'won', 'lost', 'outdated'"],
  [{ filters: { processIds: [17] } }, '`filters.processIds` is not usable', "['17']"],
  [{ filters: { minimumValue: '1000' } }, '`filters.minimumValue` is not usable', '1000'],
  [{ skipLate: 'yes' }, '`skipLate` is not usable', 'true or false'],
  [{ store: 'redis://localhost' }, '`store` is not usable', 'redisStore(client)'],
  [{ store: { get() {}, set() {}, delete() {} } }, '`store` is not usable', 'postgresStore(pool)'],
  [{ once: true }, '`once` is not usable', "'event' or 'fact'"],
  [{ forms: ['url+body'] }, '`forms` is not usable', "['url-body']"],
  [{ onRefused: 'log' }, '`onRefused` is not usable', '({ code }) =>'],
  [{ patienceMs: 0 }, '`patienceMs` is not usable', '2500'],
  [{ patienceMs: '2500' }, '`patienceMs` is not usable', '2500'],
  [{ log: () => {} }, '`log` is not usable', 'console'],
  [{ secret: 's3cret' }, 'no option `secret`', 'secrets'],
])('%j: %s', (wrong, cause, example) => {
  const message = problem(wrong && { ...right, ...wrong });
  expect(message).toContain(cause);
  expect(message).toContain(example);
  expect(message).not.toContain('s3cret');
});
