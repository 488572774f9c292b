import { type CauseOf, type ErrorCode, fill, type Message, messages, type Remedies, type Values } from './messages.ts';
import { resultCodes } from './wire/json-api.ts';

export const errorCodes = Object.keys(messages) as ErrorCode[];

/**
 * What went wrong with Livespace, in the user's words: `message` is the cause followed by the remedy.
 *
 * It never carries a `cause`, a request or a response, since those hold the API key, the secret or the session.
 */
export class LivespaceError extends Error {
  override readonly name = 'LivespaceError';
  readonly code: ErrorCode;
  /** The cause alone. */
  readonly reason: string;
  /** What the user can do about it. */
  readonly remedy: string;
  /** What cause and remedy name: a URL, a field, a result. */
  readonly values: Values;
  /** Livespace's result code (`200`, `420`, `561`, ...), `null` where Livespace gave none. */
  readonly result: number | null;

  constructor(code: ErrorCode, reason: string, remedy: string, values: Values = {}) {
    super(`${reason} ${remedy}`);
    this.code = code;
    this.reason = reason;
    this.remedy = remedy;
    this.values = values;
    this.result = typeof values.result === 'number' ? values.result : null;
  }
}

/** Recognises a {@link LivespaceError} by shape, so that two bundled copies of this package understand each other. */
export function isLivespaceError(value: unknown): value is LivespaceError {
  return value instanceof Error && value.name === 'LivespaceError' && 'code' in value && 'remedy' in value;
}

/** @returns the error of that code, with the words of `messages.ts`. @param cause which one, where a code has several. */
export function livespaceError<Code extends ErrorCode>(
  code: Code,
  values: Values,
  ...[cause]: CauseOf<Code> extends undefined ? [] : [cause: CauseOf<Code>]
): LivespaceError {
  const message: Message = messages[code];
  const template = typeof message.cause === 'string' ? message.cause : (message.cause[String(cause)] ?? '');
  return new LivespaceError(code, fill(template, values), fill(message.remedy, values), values);
}

/**
 * @param known what the host's remedy names and the error does not know, such as the URL.
 * @returns the same error with the host's own remedy, where it has one.
 */
export function withRemedy(error: LivespaceError, remedies: Remedies, known: Values = {}): LivespaceError {
  const remedy = remedies[error.code];
  if (remedy === undefined) return error;
  const values = { ...known, ...error.values };
  return new LivespaceError(error.code, error.reason, fill(remedy, values), values);
}

/** @returns the error for a result code other than 200; one that no table lists is an unexpected answer. */
export function errorForResult(result: number): LivespaceError {
  const code = resultCodes[result] ?? 'unexpected_answer';
  const { cause, remedy }: Message = messages[code];
  const template = typeof cause === 'string' ? cause : (cause.result ?? '');
  return new LivespaceError(code, fill(template, { result }), remedy, { result });
}
