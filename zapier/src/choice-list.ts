import type { Choice, LivespaceClient } from 'livespace-webhooks';
import { type Bundle, defineTrigger, type ZObject } from 'zapier-platform-core';
import { connect } from './connection.ts';
import { withReadableErrors } from './errors.ts';

/** A hidden trigger that fills a dropdown. */
export function choiceList<Key extends string>(options: {
  key: Key;
  noun: string;
  sample: Choice;
  read: (client: LivespaceClient) => Promise<Choice[]>;
}) {
  const { key, noun, sample, read } = options;
  return defineTrigger({
    key,
    noun,
    display: {
      label: `New ${noun}`,
      description: 'Triggers when a dropdown is opened.',
      hidden: true,
    },
    operation: {
      type: 'polling',
      perform: withReadableErrors(async (z: ZObject, bundle: Bundle) => read(connect(z, bundle))),
      sample: { ...sample },
      outputFields: [
        { key: 'id', label: `${noun} ID`, type: 'string' },
        { key: 'name', label: `${noun} Name`, type: 'string' },
      ],
    },
  });
}
