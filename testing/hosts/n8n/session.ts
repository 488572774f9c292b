/** n8n refused a request; the message is what its editor would show. */
export class N8nError extends Error {
  override readonly name = 'N8nError';
  readonly status: number;

  constructor(message: string, status: number) {
    super(message);
    this.status = status;
  }
}

/** A signed-in browser, as far as n8n can tell: it keeps the cookie, which stays good over restarts. */
export class Session {
  readonly url: string;
  #cookie = '';

  /** @param url of n8n, without a trailing slash */
  constructor(url: string) {
    this.url = url;
  }

  /**
   * @param path below `/rest`
   * @returns the `data` of the answer
   * @throws {@link N8nError} for any status but 2xx
   */
  async call<T>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<T> {
    const response = await fetch(`${this.url}/rest${path}`, {
      method,
      headers: { ...headers, cookie: this.#cookie, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const cookie = response.headers.getSetCookie().find((line) => line.startsWith('n8n-auth='));
    if (cookie) this.#cookie = cookie.slice(0, cookie.indexOf(';'));
    const answer = (await response.json()) as { data: T; message: string };
    if (!response.ok) throw new N8nError(answer.message, response.status);
    return answer.data;
  }
}
