import type { ErrorCode } from 'livespace-webhooks';
import { livespaceError, messages, withRemedy } from 'livespace-webhooks/host';
import { notAddedResult } from 'livespace-webhooks/wire';
import { attachErrors, callErrors, detachErrors, remedies } from '../../make/source/errors.ts';
import { components } from '../../testing/make/app.ts';

/* What a user of Make reads: no other host's way, setting or variable, and no way that Make lacks. */

const foreign =
  /n8n|Zapier|\bZap\b|workflow|\bnode\b|express|middleware|N8N_|WEBHOOK_URL|credential|Registration|publish the|restart|Catch Raw|Check Livespace|Scheduled Trigger/i;

it.each(Object.keys(messages) as ErrorCode[])('%s: the remedy is one that exists in Make', (code) => {
  // biome-ignore lint/suspicious/noExplicitAny: the first cause of each code stands for all of them.
  const cause = typeof messages[code].cause === 'string' ? [] : [Object.keys(messages[code].cause)[0] as any];
  const { remedy } = withRemedy(livespaceError(code, {}, ...(cause as [])), remedies);
  expect(remedy).toMatch(/^[A-Z“].*\.$/);
  expect(remedy).not.toMatch(foreign);
});

it.each(
  Object.entries({
    ...callErrors,
    ...prefixed('attach', attachErrors),
    ...prefixed('detach', detachErrors('Make · A')),
  }),
)('%s', (_, { message }) => {
  expect(message).toMatch(/^[A-Z“].*\.$/);
  expect(message).not.toMatch(foreign);
  // What `error` takes at most.
  expect(message.length).toBeLessThanOrEqual(1024);
  expect(message).not.toMatch(/[{}]|undefined|null/);
});

it.each(Object.entries(detachErrors('Make · A')))('detach %s names what may be left', (_, { message }) => {
  expect(message).toMatch(/“Make · A” .*may still be in Livespace: .*Ask an administrator to delete it/);
});

it('what a subscription is called that Make can’t find out, no error tells', () => {
  expect(attachErrors[`r${notAddedResult}`]?.message).toMatch(/already has the subscription for the webhook’s URL/);
});

it('who is refused a subscription is led to each other way, by the name it has in Make', () => {
  const labels = components.filter(({ type }) => type === 'module').map(({ metadata }) => metadata.label);
  const ways = labels.filter((label) => label.endsWith(')'));
  expect(ways).toEqual(['Watch Deal Events (Manual)', 'Watch Deals (Scheduled)']);
  for (const way of ways) for (const code of [514, 515, 540]) expect(attachErrors[`r${code}`]?.message).toContain(way);
});

function prefixed<Entry>(by: string, table: Record<string, Entry>): Record<string, Entry> {
  return Object.fromEntries(Object.entries(table).map(([key, entry]) => [`${by} ${key}`, entry]));
}
