import { errorCodes, isLivespaceError, LivespaceError, Subscriptions } from 'livespace-webhooks';
import { errorForResult } from '../../shared/src/errors.ts';
import { clientFor, rejection, serve } from '../../testing/livespace/harness.ts';
import { scene } from '../../testing/livespace/subscription-harness.ts';

test.each([
  [400, 'unavailable'],
  [420, 'invalid_parameters'],
  [500, 'unavailable'],
  [514, 'no_permission'],
  [515, 'no_permission'],
  [516, 'invalid_parameters'],
  [520, 'unavailable'],
  [530, 'wrong_api_secret'],
  [540, 'no_permission'],
  [550, 'not_found'],
  [560, 'wrong_api_secret'],
  [561, 'wrong_api_secret'],
  [562, 'wrong_api_key'],
  [563, 'wrong_api_secret'],
  [564, 'wrong_api_secret'],
  [0, 'unexpected_answer'],
  [-1, 'unexpected_answer'],
  [Number.POSITIVE_INFINITY, 'unexpected_answer'],
])('result %d is %s', (result, code) => {
  const error = errorForResult(result);
  expect(error).toMatchObject({ code, result, message: `${error.reason} ${error.remedy}` });
  expect(errorCodes).toContain(error.code);
  expect(error).not.toHaveProperty('cause');
});

test('the five mistakes that users make have five messages, each with a remedy of its own', async () => {
  const { simulator, request } = await scene();
  const broken = await serve((_, response) => response.writeHead(500).end());
  const ensure = (fields: object, url = request.url) =>
    rejection(new Subscriptions(clientFor(simulator, fields)).ensure({ ...request, url }));
  const errors = [
    await ensure({ apiKey: 'wrong' }),
    await ensure({ apiSecret: 'wrong' }),
    await ensure(simulator.member),
    await rejection(
      new Subscriptions(clientFor({ url: 'acme' })).ensure({ ...request, url: 'http://hooks.example.com' }),
    ),
    await ensure({}, broken.url),
  ] as LivespaceError[];
  expect(errors.map(({ code }) => code)).toEqual([
    'wrong_api_key',
    'wrong_api_secret',
    'refused',
    'invalid_endpoint',
    'handshake_failed',
  ]);
  for (const part of ['message', 'reason', 'remedy'] as const) {
    expect(new Set(errors.map((error) => error[part])).size).toBe(5);
    for (const error of errors) expect(error[part]).toMatch(/^[A-Z].*\.$/s);
  }
});

test('an error is known by its shape, so that another copy of the package can make it', () => {
  const made = new LivespaceError('not_found', 'Gone.', 'Look again.');
  const copied = Object.assign(new Error('Gone. Look again.'), {
    name: 'LivespaceError',
    code: 'not_found',
    remedy: '',
  });
  expect([made, copied].map(isLivespaceError)).toEqual([true, true]);
  const others = [
    new Error('LivespaceError'),
    { ...made },
    null,
    'LivespaceError',
    Object.assign(new Error(), { code: '1' }),
  ];
  expect(others.map(isLivespaceError)).toEqual(others.map(() => false));
});
