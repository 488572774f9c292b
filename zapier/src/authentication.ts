import { isLivespaceError } from 'livespace-webhooks';
import { testConnection } from 'livespace-webhooks/host';
import type { Authentication, Bundle, ZObject } from 'zapier-platform-core';
import { connect } from './connection.ts';
import { refusesCredentials, withReadableErrors } from './errors.ts';

const whereToFind =
  'In Livespace go to *Account Settings → API → Users* ([how the API is set up](https://api-docs.livespace.io/)).';

/** Needs both the key and the secret. Somebody who is just typing them in is not told to reconnect. */
async function test(z: ZObject, bundle: Bundle) {
  try {
    return await testConnection(connect(z, bundle));
  } catch (error) {
    if (!isLivespaceError(error) || !refusesCredentials(error)) throw error;
    throw new z.errors.Error(error.message, error.code, 401);
  }
}

/** @param bundle `inputData` holds what `test` returned. */
async function connectionLabel(_z: ZObject, { inputData: { account, email, name } }: Bundle): Promise<string> {
  return [account, email || name].filter(Boolean).join(': ');
}

export const authentication: Authentication = {
  type: 'custom',
  fields: [
    {
      key: 'subdomain',
      label: 'Subdomain',
      type: 'string',
      required: true,
      isNoSecret: true,
      inputFormat: 'https://{{input}}.livespace.io',
      placeholder: 'acme',
      helpText: 'The first part of the address you see when you are logged in to Livespace.',
    },
    {
      key: 'apiKey',
      label: 'API Key',
      type: 'password',
      required: true,
      helpText: `${whereToFind} A Zap finds the deals that this user can see; only an administrator’s key can add webhooks.`,
    },
    {
      key: 'apiSecret',
      label: 'API Secret',
      type: 'password',
      required: true,
      helpText: `Next to the API key. ${whereToFind}`,
    },
  ],
  test: withReadableErrors(test),
  connectionLabel,
};
