import { listProcesses } from 'livespace-webhooks';
import { choiceList } from '../choice-list.ts';

export const processList = choiceList({
  key: 'process_list',
  noun: 'Process',
  sample: { id: '0b0f5d0e-3b9c-4c53-8f5a-1d4f3c2b1a00', name: 'New business' },
  read: listProcesses,
});
