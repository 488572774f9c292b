import { type Item, itemFromDeal, sampleEvents, samples } from 'livespace-webhooks';
import { base } from './calls.ts';
import { connection } from './connection.ts';
import { attach, communication, detach, type Hook } from './hook.ts';
import { itemInterface, itemSample } from './interface.ts';
import * as watchDeals from './watch-deals.ts';

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
    addItem(files, module, samples[hook.event]);
  }
  files.set('general/base.iml.json', base);
  files.set('modules/watch-deals/watch-deals.communication.iml.json', await watchDeals.communication());
  files.set('modules/watch-deals/watch-deals.epoch.iml.json', watchDeals.epoch());
  addItem(files, 'watch-deals', itemFromDeal(sampleEvents['deal.created'].data, 'deal.created'));
  return files;
}

function addItem(files: Map<string, unknown>, module: string, sample: Item): void {
  files.set(`modules/${module}/${module}.interface.iml.json`, itemInterface());
  files.set(`modules/${module}/${module}.samples.iml.json`, itemSample(sample));
}
