export interface HttpRequest {
  method: 'POST';
  url: string;
  headers: Record<string, string>;
  body: string;
  /** How long the whole exchange may take, in milliseconds. */
  timeoutMs: number;
}

export interface HttpResponse {
  status: number;
  /** By their names in lower case. */
  headers: Readonly<Record<string, string | string[] | undefined>>;
  body: string;
}

/**
 * The one function a host must bring. It sends the request, follows no redirect, resolves whatever the HTTP status, and
 * rejects (with anything) when no answer came within `timeoutMs`. What it rejects with is never shown to anybody.
 */
export type HttpTransport = (request: HttpRequest) => Promise<HttpResponse>;
