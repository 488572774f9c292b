import { eventNames } from '../events.ts';
import type { Item } from '../item/item.ts';
import { type AdmitOptions, admit } from '../webhook/admit.ts';
import { Guard } from '../webhook/guard.ts';
import { MemoryStore } from '../webhook/memory-store.ts';
import { isHandshake } from '../webhook/raw-request.ts';
import { type Accepted, maxBodyBytes, receive, rejected } from '../webhook/receive.ts';
import { underLease } from './lease.ts';
import { checkOptions, type Refused, type Secrets, type WebhookHandlerOptions } from './options.ts';
import { readBytes } from './read-bytes.ts';
import { messageOf, seldom } from './seldom.ts';
import { over, Patience, wait } from './timers.ts';

/** What some runtimes hand over beside the request: work that goes on after the answer has to be announced there. */
export interface HandlerContext {
  waitUntil?(work: Promise<unknown>): void;
}

export interface WebhookHandler {
  /** Answers whoever calls the URL. Never rejects, and takes little longer than `patienceMs`. */
  (request: Request, context?: HandlerContext): Promise<Response>;
  /**
   * Puts an item from elsewhere, such as a schedule, through the same filters and guard to the same `onEvent`.
   *
   * @param raw what it was made of.
   * @returns `accepted` once `onEvent` has taken it, else why it did not get there.
   * @throws what `onEvent` throws, and an Error while a copy is in flight: then offer it again later.
   */
  offer(item: Item, raw?: Record<string, unknown>): Promise<'accepted' | 'filtered' | 'duplicate'>;
}

/**
 * An endpoint of your own, for every runtime that has `Request` and `Response`: it confirms the handshake, checks signatures,
 * sorts out copies, and calls `onEvent` with what is left.
 *
 * @throws TypeError for an option that is missing, wrong or unknown
 */
export function createWebhookHandler(options: WebhookHandlerOptions): WebhookHandler {
  checkOptions(options);
  const { secrets, onEvent, onRefused, patienceMs = 2500, log = console, store = new MemoryStore() } = options;
  const { events = eventNames, filters = {}, skipLate = false, once = 'event', forms } = options;
  const url = String(options.url);
  const warn = seldom(log);
  const onStoreFailure = (error: unknown) =>
    warn('store', `The store fails, so events pass without it, copies too: ${messageOf(error)}`);
  const guard = new Guard(store, { wait, onStoreFailure });
  const admission: AdmitOptions = { events, filters, skipLate, once, guard, scope: url };

  async function answer(request: Request, patience: Patience, context?: HandlerContext): Promise<Response> {
    if (request.method !== 'POST') return new Response(null, { status: 405, headers: { allow: 'POST' } });
    if (request.bodyUsed || request.body?.locked) return answerUnread(request);
    const body = await patience.for(readBytes(request, maxBodyBytes).catch(() => null));
    if (body === undefined) return refuse(rejected(413, 'too_large'));
    if (body === null) return new Response(null, { status: 400 });
    if (body === over) return new Response(null, { status: 408 });
    const known = isHandshake(body) ? [] : await patience.for(currentSecrets());
    const authentication = { secrets: known === over ? [] : known, ...(forms && { forms }) };
    const received = await receive({ url, headers: request.headers, body }, { ...admission, ...authentication });
    if (received.kind === 'rejected' || received.kind === 'not_ready') return refuse(received);
    if (received.kind === 'accepted') return perform(received, patience, context);
    const said = received.kind === 'handshake' ? null : received.kind;
    return new Response(said, { status: received.status });
  }

  /** Somebody else has the body. Nothing but its length can tell that there was none. */
  function answerUnread({ headers }: Request): Response {
    return headers.get('content-length') === '0' ? new Response() : refuse(rejected(500, 'body_not_raw'));
  }

  async function perform(received: Accepted, patience: Patience, context?: HandlerContext): Promise<Response> {
    const { item, raw, form } = received;
    const { id } = item;
    const controller = new AbortController();
    const work = begin(item, { raw, form, signal: controller.signal });
    const settled = underLease(received, work).catch((error) =>
      log.error(`onEvent failed, so Livespace is asked to deliver the event ${id} again.`, error),
    );
    context?.waitUntil?.(settled);
    const result = await patience.for(
      work.then(
        () => 200,
        () => 500,
      ),
    );
    if (result === over) {
      const reason = `onEvent took longer than ${patienceMs} ms.`;
      warn('patience', `${reason} Livespace counts that as a failure: put longer work into a queue.`);
      controller.abort(new DOMException(reason, 'TimeoutError'));
      return new Response('still_working', { status: 500 });
    }
    await patience.for(settled);
    return new Response(null, { status: result });
  }

  /** What `onEvent` throws at once is a rejection too. */
  async function begin(...[item, context]: Parameters<typeof onEvent>): Promise<void> {
    await onEvent(item, context);
  }

  async function currentSecrets(): Promise<string[]> {
    try {
      const list: Secrets = typeof secrets === 'function' ? await secrets() : secrets;
      return [list].flat().filter((secret) => secret !== undefined);
    } catch (error) {
      log.error('The secrets could not be looked up, so Livespace is asked to deliver again.', error);
      return [];
    }
  }

  function refuse(received: Refused): Response {
    const { code, reason, status } = received;
    if (onRefused) tell(received);
    else warn(code, `A request was refused (${code}). ${reason}`);
    return new Response(code, { status });
  }

  /** Not waited for: the answer does not depend on it. */
  async function tell(received: Refused): Promise<void> {
    try {
      await onRefused?.(received);
    } catch (error) {
      log.error('onRefused failed.', error);
    }
  }

  async function offer(item: Item, raw: Record<string, unknown> = {}) {
    const admitted = await admit({ ...item }, admission);
    if (admitted.kind === 'duplicate' && admitted.status === 503) throw new Error(admitted.reason);
    if (admitted.kind !== 'accepted') return admitted.kind;
    const { signal } = new AbortController();
    await underLease(admitted, begin(admitted.item, { raw, form: undefined, signal }));
    return admitted.kind;
  }

  async function handler(request: Request, context?: HandlerContext): Promise<Response> {
    const patience = new Patience(patienceMs);
    try {
      return await answer(request, patience, context);
    } catch (error) {
      log.error('A request could not be answered.', error);
      return new Response(null, { status: 500 });
    } finally {
      patience.end();
    }
  }
  return Object.assign(handler, { offer });
}
