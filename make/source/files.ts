import { type EventName, samples } from 'livespace-webhooks';
import { connection } from './connection.ts';
import { attach, communication, detach, type Hook } from './hook.ts';
import { itemInterface, itemSample } from './interface.ts';

/** The two webhooks and the instant trigger of each. */
const hooks: readonly (Hook & { webhook: string; module: string })[] = [
  { event: 'deal.created', label: 'New Deals', webhook: 'new-deals', module: 'watch-new-deals' },
  {
    event: 'deal.status_changed',
    label: 'Deal Status Changes',
    webhook: 'deal-status-changes',
    module: 'watch-deal-status-changes',
  },
];

/**
 * Every file of the app that says something the core knows: wire names, messages, the item.
 *
 * @returns the files' contents by their paths in this folder.
 */
export async function generatedFiles(): Promise<Map<string, unknown>> {
  const files = new Map<string, unknown>();
  files.set('connections/livespace/livespace.communication.iml.json', await connection());
  for (const { webhook, module, ...hook } of hooks) {
    const path = `webhooks/${webhook}/${webhook}`;
    files.set(`${path}.attach.iml.json`, await attach(hook));
    files.set(`${path}.detach.iml.json`, await detach(hook));
    files.set(`${path}.communication.iml.json`, communication(hook));
    addItem(files, module, hook.event);
  }
  return files;
}

function addItem(files: Map<string, unknown>, module: string, event: EventName): void {
  files.set(`modules/${module}/${module}.interface.iml.json`, itemInterface());
  files.set(`modules/${module}/${module}.samples.iml.json`, itemSample(samples[event]));
}
