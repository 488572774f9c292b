import { parseArgs } from 'node:util';
import { startSimulator } from './index.ts';
import { readProfile, writeProfile } from './wire/profile.ts';

try {
  const { profile } = parseArgs({ options: { profile: { type: 'string' } } }).values;
  const simulator = await startSimulator({
    port: Number(process.env.PORT ?? 4010),
    ...(profile !== undefined && { profile: readProfile(profile) }),
  });

  console.log(`Livespace simulator on ${simulator.url}
  administrator  key ${simulator.apiKey}  secret ${simulator.apiSecret}
  other user     key ${simulator.member.apiKey}  secret ${simulator.member.apiSecret}
  page           ${simulator.url}/
  control        ${simulator.url}/_control/  (see simulator/README.md)
  profile        ${writeProfile(simulator.profile())}`);

  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => simulator.close());
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 2;
}
