/** What every API answer looks like (DOC). `data` may be `[]` where an object is normal (OBS). */
export interface Envelope {
  data: unknown;
  error: string | null;
  result: number;
  status: boolean;
}

/** The vendor's result codes (DOC), with their meanings as texts. The wording of `error` is ASSUMED. */
export const resultTexts: Readonly<Record<number, string>> = {
  400: 'General method error',
  420: 'Validation error',
  500: 'General API error',
  514: 'Incorrect module',
  515: 'Incorrect method',
  516: 'Incorrect output format',
  520: 'Database communication error',
  530: 'User not logged in',
  540: 'No permission',
  550: 'Parameter handling error',
  560: 'Wrong authorization method',
  561: 'Wrong authorization parameters',
  562: 'Invalid API key',
  563: 'Authorization failed',
  564: 'Other authorization error',
};

/** Thrown by an API method to answer with a result code other than 200. */
export class Refusal extends Error {
  readonly result: number;

  constructor(result: number, detail?: string) {
    const text = resultTexts[result] ?? 'Error';
    super(detail ? `${text}: ${detail}` : text);
    this.result = result;
  }
}

export function success(data: unknown): Envelope {
  return { data, error: null, result: 200, status: true };
}

export function failure(refusal: Refusal): Envelope {
  return { data: null, error: refusal.message, result: refusal.result, status: false };
}
