import { listOwners } from 'livespace-webhooks';
import { choiceList } from '../choice-list.ts';

export const ownerList = choiceList({
  key: 'owner_list',
  noun: 'Owner',
  sample: { id: '9d8c7b6a-5f4e-4d3c-8b2a-190807060504', name: 'Anna Kowalska' },
  read: listOwners,
});
