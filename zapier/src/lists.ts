import type { LivespaceClient } from 'livespace-webhooks';
import { type Choice, listOwners, listProcesses } from 'livespace-webhooks/host';
import { type Bundle, defineTrigger, type ZObject } from 'zapier-platform-core';
import { connect } from './connection.ts';
import { withReadableErrors } from './errors.ts';

export const processList = choiceList({
  key: 'process_list',
  noun: 'Process',
  sample: { id: '0b0f5d0e-3b9c-4c53-8f5a-1d4f3c2b1a00', name: 'New business' },
  read: listProcesses,
});

export const ownerList = choiceList({
  key: 'owner_list',
  noun: 'Owner',
  sample: { id: '9d8c7b6a-5f4e-4d3c-8b2a-190807060504', name: 'Anna Kowalska' },
  read: listOwners,
});

/** A hidden trigger that fills a dropdown. Zapier searches in what it gives; the platform passes no search on to us. */
function choiceList(options: {
  key: string;
  noun: string;
  sample: Choice;
  read: (client: LivespaceClient) => Promise<Choice[]>;
}) {
  const { key, noun, sample, read } = options;
  return defineTrigger({
    key,
    noun,
    display: { label: `New ${noun}`, description: 'Triggers when a dropdown is opened.', hidden: true },
    operation: {
      type: 'polling',
      perform: withReadableErrors(async (z: ZObject, bundle: Bundle) => {
        const choices = await read(connect(z, bundle));
        // As a keyboard writes it, which need not be the form in which Livespace keeps it.
        return choices.map(({ id, name }) => ({ id, name: name.normalize('NFC') }));
      }),
      sample: { ...sample },
      outputFields: [
        { key: 'id', label: `${noun} ID`, type: 'string' },
        { key: 'name', label: `${noun} Name`, type: 'string' },
      ],
    },
  });
}
