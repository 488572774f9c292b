import type { INodeProperties } from 'n8n-workflow';

/** @param what Livespace sent. */
export function rawOption(what: 'event' | 'deal'): INodeProperties {
  return {
    displayName: 'Include Raw Payload',
    name: 'includeRaw',
    type: 'boolean',
    default: false,
    description: `Whether to add the ${what} as Livespace sent it (raw)`,
  };
}
