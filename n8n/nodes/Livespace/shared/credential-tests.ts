import { isLivespaceError } from 'livespace-webhooks';
import { checkPastedSecret, pasted, testConnection, withRemedy } from 'livespace-webhooks/host';
import type {
  ICredentialDataDecryptedObject,
  ICredentialsDecrypted,
  ICredentialTestFunctions,
  INodeCredentialTestResult,
} from 'n8n-workflow';
import { clientFor } from './connection.ts';
import { remedies } from './errors.ts';
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
    return failed(error);
  }
}

/** Livespace offers nothing to check a secret against, so only what surely is no copy of one is refused. */
export async function testWebhookCredential(
  this: ICredentialTestFunctions,
  { data = {} }: Credential,
): Promise<INodeCredentialTestResult> {
  try {
    const secrets = [data.secret, data.previousSecret].map(pasted);
    for (const secret of secrets) if (secret !== '') checkPastedSecret(secret);
    const message = secrets[0]
      ? 'The first event will show whether it is the right secret'
      : 'Nothing to test yet. Publish the workflow, add its Production URL in Livespace at Account Settings → Webhooks, and paste the secret from there as soon as you have it.';
    return { status: 'OK', message };
  } catch (error) {
    return failed(error);
  }
}

function failed(error: unknown): INodeCredentialTestResult {
  // What another error holds is not known, and it may be the request with the key in it.
  const message = isLivespaceError(error) ? withRemedy(error, remedies).message : 'It could not be tested. Try again.';
  return { status: 'Error', message };
}
