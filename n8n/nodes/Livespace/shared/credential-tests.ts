import { isLivespaceError, testConnection } from 'livespace-webhooks';
import type {
  ICredentialDataDecryptedObject,
  ICredentialsDecrypted,
  ICredentialTestFunctions,
  INodeCredentialTestResult,
} from 'n8n-workflow';
import { clientFor } from './connection.ts';
import { credentialTestTransport } from './transport.ts';

type Credential = ICredentialsDecrypted<ICredentialDataDecryptedObject>;

/** Makes a signed call, which checks the subdomain, the key and the secret. */
export async function testApiCredential(
  this: ICredentialTestFunctions,
  { data = {} }: Credential,
): Promise<INodeCredentialTestResult> {
  try {
    const { account, name } = await testConnection(clientFor(data, credentialTestTransport(this.helpers)));
    return { status: 'OK', message: `Connected to ${account} as ${name}` };
  } catch (error) {
    if (isLivespaceError(error)) return { status: 'Error', message: error.message };
    // What it holds is not known, and it may be the request with the key in it.
    return { status: 'Error', message: 'The connection could not be tested. Try again.' };
  }
}

/** Livespace offers nothing to check a secret against, so only what surely is no copy of one is refused. */
export async function testWebhookCredential(
  this: ICredentialTestFunctions,
  { data = {} }: Credential,
): Promise<INodeCredentialTestResult> {
  const secrets = [data.secret, data.previousSecret].filter((secret) => secret !== undefined && secret !== '');
  if (secrets.some((secret) => typeof secret !== 'string' || secret !== secret.trim())) {
    return {
      status: 'Error',
      message: 'A secret begins or ends with white space. Copy it again from Account Settings → Webhooks in Livespace.',
    };
  }
  return data.secret
    ? { status: 'OK', message: 'Whether it is the right secret shows with the first event' }
    : {
        status: 'Error',
        message:
          'The secret is empty: no event starts the workflow until you copy it from Account Settings → Webhooks in Livespace.',
      };
}
