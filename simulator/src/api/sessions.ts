import { createHash, randomBytes } from 'node:crypto';
import { Refusal } from '../wire/envelope.ts';
import { auth, keyMethod } from '../wire/methods.ts';

/** Somebody's API key and secret, from *Account Settings -> API -> Users* (DOC). */
export interface Credentials {
  apiKey: string;
  apiSecret: string;
  isAdministrator: boolean;
  userId: string;
}

/** DOC: a session lives 15 minutes. */
const lifeMs = 15 * 60_000;

/** One-shot sessions: a token buys exactly one call (DOC). */
export class Sessions {
  readonly #credentials: readonly Credentials[];
  readonly #now: () => number;
  readonly #open = new Map<string, { token: string; owner: Credentials; expires: number }>();

  constructor(credentials: readonly Credentials[], now: () => number) {
    this.#credentials = credentials;
    this.#now = now;
  }

  /** getToken's form fields in, its `data` out. Refuses with 560 (method) or 562 (key). */
  create(fields: URLSearchParams): { token: string; session_id: string } {
    if (fields.get(auth.method) !== keyMethod) throw new Refusal(560);
    const owner = this.#credentials.find(({ apiKey }) => apiKey === fields.get(auth.key));
    if (!owner) throw new Refusal(562);
    const token = randomBytes(20).toString('hex');
    const id = randomBytes(16).toString('hex');
    this.#open.set(id, { token, owner, expires: this.#now() + lifeMs });
    return { token, session_id: id };
  }

  /**
   * The auth fields of a call in, whose call it is out. Refuses with 560 (method) or 561 (anything else).
   * Whatever the outcome, the session named is spent (ASSUMED for a wrong sha).
   */
  spend(given: Readonly<Record<string, unknown>>): Credentials {
    if (given[auth.method] === undefined) throw new Refusal(561);
    if (given[auth.method] !== keyMethod) throw new Refusal(560);
    const id = given[auth.session] as string;
    const session = this.#open.get(id);
    this.#open.delete(id);
    if (!session || session.expires <= this.#now()) throw new Refusal(561);
    const { apiKey, apiSecret } = session.owner;
    const sha = createHash('sha1')
      .update(apiKey + session.token + apiSecret)
      .digest('hex');
    if (given[auth.key] !== apiKey || given[auth.sha] !== sha) throw new Refusal(561);
    return session.owner;
  }

  reset(): void {
    this.#open.clear();
  }
}
