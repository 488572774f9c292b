import { isLivespaceError, type LivespaceError } from 'livespace-webhooks';
import type { Bundle, ZObject } from 'zapier-platform-core';

/*
 * The platform appends the whole bundle, the webhook's secret with it, to the message of an error that lacks
 * `doNotContextify` (source: zapier-platform-core 19, middleware.js). So nothing of ours lets another error out.
 */

const retryAfterSeconds = 60;

type Work<R> = (z: ZObject, bundle: Bundle) => Promise<R>;

/** For what the user does: an error says what to do about it. */
export function withReadableErrors<R>(work: Work<R>): Work<R> {
  return (z, bundle) =>
    work(z, bundle).catch((error) => {
      throw isQuiet(error) ? error : readable(z, error);
    });
}

/** For what comes from outside: an error never turns the Zap off, so that a stranger can't. */
export function withHaltedErrors<R>(work: Work<R>): Work<R> {
  return (z, bundle) =>
    work(z, bundle).catch((error) => {
      throw isQuiet(error) ? error : halted(z, `${faultOf(error)} The event was not processed.`);
    });
}

/** Shows in the Zap's history as halted. */
export function halted(z: ZObject, message: string): Error {
  return quiet(new z.errors.HaltedError(message));
}

/** @returns whether Livespace no longer takes the connection's API key and secret, or never did. */
export function refusesCredentials({ code }: LivespaceError): boolean {
  return code === 'wrong_api_key' || code === 'wrong_api_secret';
}

function readable(z: ZObject, error: unknown): Error {
  if (!isLivespaceError(error)) return new z.errors.Error(`${faultOf(error)} Report it to its maintainers.`, 'fault');
  if (refusesCredentials(error)) {
    return quiet(new z.errors.ExpiredAuthError(`${error.message} Then reconnect your Livespace account in Zapier.`));
  }
  return error.code === 'rate_limited'
    ? new z.errors.ThrottledError(error.message, retryAfterSeconds)
    : new z.errors.Error(error.message, error.code);
}

/** Without its message, since nobody knows what a fault of ours would put there. */
function faultOf(error: unknown): string {
  return `The Livespace app has a fault of its own (${error instanceof Error ? error.name : typeof error}).`;
}

function quiet(error: Error): Error {
  return Object.assign(error, { doNotContextify: true });
}

function isQuiet(error: unknown): boolean {
  return error instanceof Error && 'doNotContextify' in error && error.doNotContextify === true;
}
