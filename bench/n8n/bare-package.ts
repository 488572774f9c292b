import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { npm } from '../../testing/hosts/n8n/install.ts';

const name = 'n8n-nodes-bare';
const version = '1.0.0';

/** The node type, in the versions 1 and 2: n8n treats the requests of the two differently, and what it does itself is the same. */
export const bareTrigger = `${name}.bareTrigger`;

/** As short as a trigger can be: it starts the workflow with the body, whoever sent it. */
const script = `
exports.BareTrigger = class {
  description = {
    displayName: 'Bare Trigger',
    name: 'bareTrigger',
    group: ['trigger'],
    version: [1, 2],
    description: 'Checks nothing',
    defaults: { name: 'Bare Trigger' },
    inputs: [],
    outputs: ['main'],
    webhooks: [
      { name: 'default', httpMethod: 'POST', responseMode: 'onReceived', responseData: 'noData', path: 'webhook' },
    ],
    properties: [],
  };
  async webhook() {
    return { workflowData: [this.helpers.returnJsonArray(this.getBodyData())] };
  }
};
`;

/** @returns the path of the packed node, in `folder`. */
export async function packBareTrigger(folder: string): Promise<string> {
  const source = path.join(folder, name);
  const node = 'dist/BareTrigger.node.js';
  const keywords = ['n8n-community-node-package'];
  const manifest = { name, version, keywords, n8n: { n8nNodesApiVersion: 1, nodes: [node] } };
  await mkdir(path.join(source, 'dist'), { recursive: true });
  await writeFile(path.join(source, 'package.json'), JSON.stringify(manifest));
  await writeFile(path.join(source, node), script);
  await npm(source, ['pack', '--pack-destination', folder]);
  return path.join(folder, `${name}-${version}.tgz`);
}
