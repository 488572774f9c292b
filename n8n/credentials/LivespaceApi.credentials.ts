import type { ICredentialType, INodeProperties } from 'n8n-workflow';

/** The API key of a Livespace user. Tested by the trigger node, since one declarative request can't sign a call. */
export class LivespaceApi implements ICredentialType {
  name = 'livespaceApi';

  displayName = 'Livespace API';

  icon = { light: 'file:../icons/livespace.svg', dark: 'file:../icons/livespace.dark.svg' } as const;

  documentationUrl = 'https://api-docs.livespace.io';

  properties: INodeProperties[] = [
    {
      displayName: 'Subdomain',
      name: 'subdomain',
      type: 'string',
      default: '',
      required: true,
      placeholder: 'e.g. acme',
      description: 'Such as acme for https://acme.livespace.io',
    },
    {
      displayName: 'API Key',
      name: 'apiKey',
      type: 'string',
      typeOptions: { password: true },
      default: '',
      required: true,
      description:
        'In Livespace at Account Settings → API → Users. To register webhooks it must be an administrator’s key.',
    },
    {
      displayName: 'API Secret',
      name: 'apiSecret',
      type: 'string',
      typeOptions: { password: true },
      default: '',
      required: true,
      description: 'Next to the API key',
    },
  ];
}
