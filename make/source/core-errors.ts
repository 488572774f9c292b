import {
  createAccount,
  type HttpResponse,
  isLivespaceError,
  LivespaceClient,
  type LivespaceError,
  Subscriptions,
} from 'livespace-webhooks';
import { subscriptionMethods } from '../../shared/src/api/subscription-wire.ts';

/*
 * What the core says to a user when Livespace answers this or that: found out by letting the core ask, so that Make's
 * messages are the core's whatever becomes of them.
 */

/** Answers by method, in turn; the last one stays. A token is granted unless told otherwise. */
type Answers = Record<string, (HttpResponse | object)[]>;

const getToken = '_Api/auth_call/_api_method/getToken';
const session = { result: 200, status: true, data: { token: 't', session_id: 's' } };
const empty = { result: 200, status: true, data: [] };

const url = 'https://hook.invalid/livespace';
const known = { id: '1', name: 'another', url, events: ['any'], is_active: true };
const listed = { result: 200, status: true, data: { subscription: [known] } };

function refusal(result: number): object {
  return { result, status: false, data: null };
}

function client(answers: Answers): LivespaceClient {
  const queues: Answers = { [getToken]: [session], ...answers };
  return new LivespaceClient({
    account: createAccount({ subdomain: 'acme', apiKey: 'key', apiSecret: 'secret' }),
    clock: { now: () => 0, wait: async () => undefined },
    transport: async (request) => {
      const queue = queues[request.url.split('/json/')[1] ?? ''] ?? [];
      const answer = (queue.length > 1 ? queue.shift() : queue[0]) ?? empty;
      return 'body' in answer ? (answer as HttpResponse) : { status: 200, body: JSON.stringify(answer) };
    },
  });
}

async function errorOf(attempt: Promise<unknown>): Promise<LivespaceError> {
  const error = await attempt.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!isLivespaceError(error)) throw new Error('the core was expected to give an error');
  return error;
}

/** Of any call, when Livespace answers with this result. */
export function errorOfResult(result: number): Promise<LivespaceError> {
  return errorOf(client({ 'Any/call': [refusal(result)] }).read('Any/call', {}, { attempts: 1 }));
}

/** Of any call, when Livespace answers with this HTTP status. */
export function errorOfStatus(status: number): Promise<LivespaceError> {
  return errorOf(client({ 'Any/call': [{ status, body: '' }] }).read('Any/call', {}, { attempts: 1 }));
}

/** Of any call, when there is no answer of the API in the answer. */
export function errorOfUnreadable(): Promise<LivespaceError> {
  return errorOf(client({ 'Any/call': [{ status: 200, body: '' }] }).read('Any/call', {}, { attempts: 1 }));
}

function add(answers: Answers): Promise<LivespaceError> {
  return errorOf(new Subscriptions(client(answers)).ensure({ url, events: ['any'], host: 'Make', label: '' }));
}

/** Of adding a subscription. Where the core tells two causes apart by looking again, both. */
export async function errorsOfAdding(result: number): Promise<LivespaceError[]> {
  const answer = result === 200 ? empty : refusal(result);
  const causes = [
    await add({ [subscriptionMethods.add]: [answer] }),
    await add({ [subscriptionMethods.add]: [answer], [subscriptionMethods.list]: [empty, listed] }),
  ];
  return causes[0]?.code === causes[1]?.code ? causes.slice(0, 1) : causes;
}

/** Of deleting the subscription of that label. */
export function errorOfDeleting(result: number, label: string): Promise<LivespaceError> {
  const answers = { [subscriptionMethods.delete]: [refusal(result)], [subscriptionMethods.list]: [listed] };
  const subscriptions = new Subscriptions(client(answers));
  const stored = { id: known.id, url, secret: 'secret' };
  return errorOf(subscriptions.release({ host: 'Make', label, stored }));
}

/** A message of any subscription, not of the one made up here. The URL stays out: it is all that protects the webhook. */
export function general(message: string): string {
  return message
    .replaceAll(` (${url})`, '')
    .replaceAll(url, 'the webhook’s URL')
    .replace(`the subscription “${known.name}”`, 'a subscription');
}
