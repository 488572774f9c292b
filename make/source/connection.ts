import { callErrors } from './errors.ts';
import { connectionData, tokenRequest, typedAccount } from './transport.ts';

/** Make allows one request here, so this checks the subdomain and the API key; a call of its own checks the API secret. */
export function connection(): object {
  return tokenRequest(typedAccount, {
    errors: callErrors,
    response: {
      data: connectionData,
      metadata: { type: 'text', value: `${connectionData.subdomain}.livespace.io` },
    },
  });
}
