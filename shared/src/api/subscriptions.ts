import { isLivespaceError, LivespaceError } from '../errors.ts';
import type { LivespaceClient } from './client.ts';
import { checkEndpoint } from './endpoint.ts';
import {
  addSubscription,
  deleteSubscription,
  listSubscriptions,
  notAddedResult,
  type WireSubscription,
} from './subscription-wire.ts';

/** What a host keeps of a subscription between subscribing and unsubscribing. */
export interface Subscription {
  id: string;
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

/** The life cycle of webhook subscriptions. Only our own are ever changed: the stored id, or our URL and name prefix. */
export class Subscriptions {
  readonly #client: LivespaceClient;

  constructor(client: LivespaceClient) {
    this.#client = client;
  }

  /**
   * Looks, and changes nothing. Two HTTP requests.
   *
   * @returns our active subscription for exactly this URL and these events, if there is one with a known secret.
   * @throws LivespaceError
   */
  async find(request: SubscriptionRequest): Promise<Subscription | undefined> {
    return adopt(await this.#ours(request), request);
  }

  /**
   * Makes sure that exactly one active subscription of ours exists for this URL, with exactly these events. Four HTTP
   * requests when none has to be replaced.
   *
   * @returns it, with the secret its deliveries are signed with.
   * @throws LivespaceError `invalid_endpoint`, `refused`, `handshake_failed`, `already_subscribed`, or as a call does.
   */
  async ensure(request: SubscriptionRequest): Promise<Subscription> {
    checkEndpoint(request.url, this.#client.account);
    for (let round = 1; ; round += 1) {
      try {
        return await this.#adoptOrAdd(request);
      } catch (error) {
        // Adding may have been applied although its answer was lost: each round looks before it adds.
        if (!(error instanceof AnswerLost)) throw error;
        if (round === maxRounds) throw error.error;
      }
    }
  }

  /**
   * Ends our subscription; one that is not there any more counts as ended. Two HTTP requests for a stored one. Without
   * it, our subscriptions for `url` are looked up first.
   *
   * @returns whether there was one. Where one was stored and there is none, this may be another account than the one it is in.
   * @throws LivespaceError `subscription_left`: what is left in Livespace, why, and what to do about it.
   */
  async release(request: SubscriptionOwner & { url?: string | undefined }): Promise<boolean> {
    const { stored, url = stored?.url } = request;
    if (!url) return false;
    try {
      if (!stored) checkEndpoint(url, this.#client.account);
      const ours = stored ? [stored] : await this.#ours({ ...request, url });
      let ended = false;
      for (const one of ours) ended = (await this.#delete(one.id)) || ended;
      return ended;
    } catch (error) {
      if (!isLivespaceError(error)) throw error;
      // Where none could be made there is none of ours, unless we know of one.
      if (!stored && (error.code === 'refused' || error.code === 'invalid_endpoint')) return false;
      throw new LivespaceError(
        'subscription_left',
        `The subscription “${fullName(request)}” (${url}) may still be in Livespace: ${error.reason}`,
        'Ask an administrator to delete it in Account Settings → Webhooks.',
        error.result,
      );
    }
  }

  async #adoptOrAdd(request: SubscriptionRequest): Promise<Subscription> {
    const ours = await this.#ours(request);
    const adopted = adopt(ours, request);
    for (const one of ours) if (one.id !== adopted?.id) await this.#delete(one.id);
    if (adopted) return adopted;
    try {
      const { url, events } = request;
      return await addSubscription(this.#client, { name: fullName(request), url, events });
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
        (id === request.stored?.id && url === request.stored.url) || (url === request.url && name.startsWith(prefix)),
    );
  }

  /** @returns whether it was there. */
  async #delete(id: string): Promise<boolean> {
    for (let round = 1; ; round += 1) {
      try {
        await deleteSubscription(this.#client, id);
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
      (one) => one.url === request.url && sameEvents(one.events, request.events),
    );
    if (!same) {
      return new LivespaceError(
        'handshake_failed',
        `Livespace called ${request.url} to confirm it and got no 200 or 204 within 3 seconds.`,
        'Make sure that the URL can be reached from the internet, without a login page in front of it, then try again.',
        notAddedResult,
      );
    }
    const exists = new LivespaceError(
      'already_subscribed',
      `Livespace already has the subscription “${same.name}” for ${request.url} with the same events.`,
      'Delete it in Account Settings → Webhooks if you no longer need it, then try again.',
      notAddedResult,
    );
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

function adopt(ours: WireSubscription[], request: SubscriptionRequest): Subscription | undefined {
  const { url, events, stored } = request;
  for (const one of ours) {
    const secret = one.secret ?? (one.id === stored?.id ? stored.secret : undefined);
    const fits = one.is_active && one.url === url && sameEvents(one.events, events);
    if (fits && secret) return { id: one.id, url, secret };
  }
  return undefined;
}

function sameEvents(some: readonly string[], others: readonly string[]): boolean {
  return new Set([...some, ...others]).size === new Set(some).size && new Set(some).size === new Set(others).size;
}
