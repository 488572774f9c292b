import { startSimulator } from './index.ts';

const simulator = await startSimulator({ port: Number(process.env.PORT ?? 4010) });

console.log(`Livespace simulator on ${simulator.url}
  administrator  key ${simulator.apiKey}  secret ${simulator.apiSecret}
  other user     key ${simulator.member.apiKey}  secret ${simulator.member.apiSecret}
  page           ${simulator.url}/
  control        ${simulator.url}/_control/  (deals, events, deliveries, requests, subscriptions, subscription-api, faults, reset)`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => simulator.close());
