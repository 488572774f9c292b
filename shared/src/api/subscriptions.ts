import { randomBytes } from 'node:crypto';
import { isLivespaceError, type LivespaceError, livespaceError } from '../errors.ts';
import { isActive, notAddedResult, type WireSubscription } from '../wire/subscriptions.ts';
import type { LivespaceClient } from './client.ts';
import { checkEndpoint } from './endpoint.ts';
import { isSameUrl } from './same-url.ts';
import { createSubscription, endSubscription, listSubscriptions } from './subscription-calls.ts';

/** What a host keeps of a subscription between subscribing and unsubscribing. */
export interface Subscription {
  id: string;
  /** As Livespace spells it: that is what it signs. */
  url: string;
  secret: string;
}

/** Whose subscription, and what for. The name shown in Livespace is made of both, `n8n · Won deals`. */
export interface SubscriptionOwner {
  /** Such as `n8n`. A subscription for our URL whose name starts with it is ours. */
  host: string;
  /** Such as the workflow's name. */
  label: string;
  /** What the host kept from an earlier `ensure`. */
  stored?: Subscription | undefined;
}

export interface SubscriptionRequest extends SubscriptionOwner {
  /** The endpoint URL Livespace is to call. */
  url: string;
  events: readonly string[];
}

const maxRounds = 3;
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The life cycle of webhook subscriptions. Only our own are ever changed: the stored id, or our URL and name prefix. */
export class Subscriptions {
  readonly #client: LivespaceClient;

  constructor(client: LivespaceClient) {
    this.#client = client;
  }

  /**
   * Looks, and changes nothing. Two HTTP requests in an account of fewer than ten subscriptions, two a page in a larger one.
   *
   * @returns our active subscription for exactly this URL and these events, if there is one with a known secret.
   * @throws LivespaceError
   */
  async find(request: SubscriptionRequest): Promise<Subscription | undefined> {
    return adopt(await this.#ours(request), request);
  }

  /**
   * Makes sure that exactly one active subscription of ours exists for this URL, with exactly these events. Two
   * HTTP requests more than {@link find} when none has to be replaced.
   *
   * @returns it, with the secret its deliveries are signed with.
   * @throws LivespaceError `invalid_endpoint`, `refused`, `handshake_failed`, `already_subscribed`, or as a call does.
   */
  async ensure(request: SubscriptionRequest): Promise<Subscription> {
    checkEndpoint(request.url, this.#client.account);
    const secret = randomBytes(32).toString('hex');
    let added: string | undefined;
    for (let round = 1; ; round += 1) {
      try {
        return await this.#adoptOrAdd(request, secret, added);
      } catch (error) {
        // Adding may have been applied although its answer was lost: each round looks before it adds.
        if (!(error instanceof AnswerLost)) throw error;
        if (round === maxRounds) throw error.error;
        // An answer came, though none that we can read: what is found now was made with our secret.
        if (error.error.code === 'unexpected_answer') added = secret;
      }
    }
  }

  /**
   * Ends our subscription; one that is not there any more counts as ended. Two HTTP requests for a stored one whose id is
   * a UUID; any other id may be somebody else's in another account, so it is looked up first, as are our subscriptions for
   * `url` where none is stored.
   *
   * @returns whether there was one. Where one was stored and there is none, this may be another account than the one it is in.
   * @throws LivespaceError `subscription_left`: what is left in Livespace, why, and what to do about it.
   */
  async release(request: SubscriptionOwner & { url?: string | undefined }): Promise<boolean> {
    const { stored, url = stored?.url } = request;
    if (!url) return false;
    try {
      if (!stored) checkEndpoint(url, this.#client.account);
      const ours = stored && uuid.test(stored.id) ? [stored] : await this.#ours({ ...request, url });
      let ended = false;
      for (const one of ours) ended = (await this.#delete(one.id)) || ended;
      return ended;
    } catch (error) {
      if (!isLivespaceError(error)) throw error;
      // Where none could be made there is none of ours, unless we know of one.
      if (!stored && (error.code === 'refused' || error.code === 'invalid_endpoint')) return false;
      const result: object = error.result === null ? {} : { result: error.result };
      throw livespaceError('subscription_left', { name: fullName(request), url, reason: error.reason, ...result });
    }
  }

  async #adoptOrAdd(request: SubscriptionRequest, secret: string, added?: string): Promise<Subscription> {
    const ours = await this.#ours(request);
    const adopted = adopt(ours, request, added);
    for (const one of ours) if (one.id !== adopted?.id) await this.#delete(one.id);
    if (adopted) return adopted;
    try {
      const { url, events } = request;
      return await createSubscription(this.#client, { name: fullName(request), url, events, secret });
    } catch (error) {
      if (!isLivespaceError(error)) throw error;
      if (error.result === notAddedResult) throw await this.#explainNotAdded(request);
      throw isUnsettled(error) ? new AnswerLost(error) : error;
    }
  }

  async #ours(request: SubscriptionOwner & { url: string }): Promise<WireSubscription[]> {
    const prefix = fullName({ host: request.host, label: '' });
    // The stored id must have the stored URL: in another account it may be somebody else's.
    return (await listSubscriptions(this.#client)).filter(
      ({ id, url, name }) =>
        (id === request.stored?.id && isSameUrl(url, request.stored.url)) ||
        (isSameUrl(url, request.url) && name.startsWith(prefix)),
    );
  }

  /** @returns whether it was there. */
  async #delete(id: string): Promise<boolean> {
    for (let round = 1; ; round += 1) {
      try {
        await endSubscription(this.#client, id);
        return true;
      } catch (error) {
        if (!isLivespaceError(error)) throw error;
        if (error.code === 'not_found') return round > 1;
        if (!isUnsettled(error) || round === maxRounds) throw error;
      }
      if (!(await listSubscriptions(this.#client)).some((one) => one.id === id)) return true;
    }
  }

  async #explainNotAdded(request: SubscriptionRequest): Promise<Error> {
    const same = (await listSubscriptions(this.#client)).find(
      (one) => isSameUrl(one.url, request.url) && sameEvents(one.events, request.events),
    );
    const { url } = request;
    if (!same) return livespaceError('handshake_failed', { url, result: notAddedResult });
    const exists = livespaceError('already_subscribed', { name: same.name, url, result: notAddedResult });
    // Ours, when an earlier request of which no answer came was applied only now.
    return same.name.startsWith(fullName({ host: request.host, label: '' })) ? new AnswerLost(exists) : exists;
  }
}

class AnswerLost extends Error {
  readonly error: LivespaceError;

  constructor(error: LivespaceError) {
    super(error.message);
    this.error = error;
  }
}

/** Whether a write that failed so may have been applied all the same. */
function isUnsettled({ code }: LivespaceError): boolean {
  return code === 'unavailable' || code === 'unexpected_answer';
}

function fullName({ host, label }: { host: string; label: string }): string {
  return `${host} · ${label}`;
}

/** @param added the secret of one whose answer could not be read. */
function adopt(ours: WireSubscription[], request: SubscriptionRequest, added?: string): Subscription | undefined {
  const { url, events, stored } = request;
  for (const one of ours) {
    const secret = one.secret ?? (one.id === stored?.id ? stored.secret : added);
    const fits = isActive(one) && isSameUrl(one.url, url) && sameEvents(one.events, events);
    if (fits && secret) return { id: one.id, url: one.url, secret };
  }
  return undefined;
}

function sameEvents(some: readonly string[], others: readonly string[]): boolean {
  return new Set([...some, ...others]).size === new Set(some).size && new Set(some).size === new Set(others).size;
}
