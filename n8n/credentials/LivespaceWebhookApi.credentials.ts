import type { ICredentialType, INodeProperties } from 'n8n-workflow';

/** The secret of a webhook that was registered by hand, so that it is never part of a workflow. */
export class LivespaceWebhookApi implements ICredentialType {
  name = 'livespaceWebhookApi';

  displayName = 'Livespace Webhook API';

  icon = { light: 'file:../icons/livespace.svg', dark: 'file:../icons/livespace.dark.svg' } as const;

  documentationUrl = 'https://webhook.docs.livespace.io/security';

  properties: INodeProperties[] = [
    {
      displayName: 'Secret',
      name: 'secret',
      type: 'string',
      typeOptions: { password: true },
      default: '',
      description:
        'The secret of the webhook in Account Settings → Webhooks. While it is empty, no event starts the workflow, and Livespace tries three times only.',
    },
    {
      displayName: 'Previous Secret',
      name: 'previousSecret',
      type: 'string',
      typeOptions: { password: true },
      default: '',
      description: 'Also accepted. Fill it in while you change the secret, and clear it afterwards.',
    },
  ];
}
