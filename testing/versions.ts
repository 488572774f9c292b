/*
 * What checks and benchmarks install on demand, outside the repo. Each of these versions stands here and nowhere else; what
 * the repo itself depends on stands in package.json.
 */

/** The real n8n. n8n/README.md names it to users. */
export const n8n = '2.41.1';

/** n8n's lint and package scan for community nodes, with the versions they ask for. */
export const n8nLintTools = {
  '@n8n/node-cli': '0.48.3',
  '@n8n/scan-community-package': '0.32.0',
  typescript: '5.9.3',
  eslint: '9.29.0',
};

/** Much downloaded community packages that hold a trigger: what ours is compared with. */
export const n8nTriggerPackages = {
  '@crowdin/n8n-nodes-crowdin': '0.27.0',
  '@openhab/n8n-nodes-openhab': '0.5.0',
  '@respond-io/n8n-nodes-respond-io': '1.3.6',
};

/** What people verify other services' webhooks with: what the gate is timed beside. */
export const webhookVerifiers = {
  stripe: '23.1.0',
  '@octokit/webhooks': '14.2.0',
  svix: '2.5.0',
  standardwebhooks: '1.1.1',
  '@slack/bolt': '5.1.0',
};

/** What judges the core's package as its users' tools would see it. */
export const packageLinters = { publint: '0.3.25', '@arethetypeswrong/cli': '0.18.5' };
