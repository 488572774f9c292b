import { defineApp, version as platformVersion } from 'zapier-platform-core';
import packageJson from '../package.json';
import { authentication } from './authentication.ts';
import { dealCreated } from './triggers/deal_created.ts';
import { dealStatusChanged } from './triggers/deal_status_changed.ts';
import { ownerList } from './triggers/owner_list.ts';
import { processList } from './triggers/process_list.ts';

export const app = defineApp({
  version: packageJson.version,
  platformVersion,
  authentication,
  triggers: {
    [dealCreated.key]: dealCreated,
    [dealStatusChanged.key]: dealStatusChanged,
    [processList.key]: processList,
    [ownerList.key]: ownerList,
  },
});

export default app;
