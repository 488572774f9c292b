import { eventNames } from 'livespace-webhooks';
import { defineApp, version as platformVersion, type Trigger } from 'zapier-platform-core';
import packageJson from '../package.json';
import { authentication } from './authentication.ts';
import { automaticTrigger } from './automatic-trigger.ts';
import { checkEvent } from './check-event.ts';
import { ownerList, processList } from './lists.ts';
import { manualTrigger } from './manual-trigger.ts';
import { scheduledTrigger } from './scheduled-trigger.ts';
import { isPublic } from './ways.ts';

// What works on today's account comes first.
const triggers: Trigger[] = [
  ...eventNames.map(scheduledTrigger),
  ...(isPublic ? [] : eventNames.map(manualTrigger)),
  ...eventNames.map(automaticTrigger),
  processList,
  ownerList,
];

export const app = defineApp({
  version: packageJson.version,
  platformVersion,
  authentication,
  triggers: Object.fromEntries(triggers.map((trigger) => [trigger.key, trigger])),
  creates: { [checkEvent.key]: checkEvent },
});

export default app;
