import { defineApp, version as platformVersion } from 'zapier-platform-core';
import packageJson from '../package.json';
import { authentication } from './authentication.ts';
import { dealCreated } from './triggers/deal_created.ts';
import { dealCreatedScheduled } from './triggers/deal_created_scheduled.ts';
import { dealStatusChanged } from './triggers/deal_status_changed.ts';
import { dealStatusChangedScheduled } from './triggers/deal_status_changed_scheduled.ts';
import { ownerList } from './triggers/owner_list.ts';
import { processList } from './triggers/process_list.ts';

export const app = defineApp({
  version: packageJson.version,
  platformVersion,
  authentication,
  triggers: {
    [dealCreated.key]: dealCreated,
    [dealStatusChanged.key]: dealStatusChanged,
    [dealCreatedScheduled.key]: dealCreatedScheduled,
    [dealStatusChangedScheduled.key]: dealStatusChangedScheduled,
    [processList.key]: processList,
    [ownerList.key]: ownerList,
  },
});

export default app;
