import { parseArgs } from 'node:util';
import { startSimulator } from './index.ts';
import { profileValues, readProfile, writeProfile } from './wire/profile.ts';

const { PORT = '4010' } = process.env;

const help = `Usage: [PORT=4010] npm run simulator [-- --profile KEY=VALUE,...]

What is left out keeps the first value (simulator/README.md says what each means):
${Object.entries(profileValues)
  .map(([key, values]) => `  ${key}: ${values.join(', ')}`)
  .join('\n')}`;

/** What went wrong, in one line that names the remedy. */
function explain({ code, message }: NodeJS.ErrnoException): string {
  const another = `PORT=${Number(PORT) === 4010 ? 4011 : 4010} npm run simulator`;
  if (code === 'EADDRINUSE') return `Port ${PORT} is in use. Choose another one: ${another}`;
  if (code === 'EACCES') return `Port ${PORT} is not for ordinary users. Choose another one: ${another}`;
  return message;
}

async function start({ profile }: { profile?: string | undefined }): Promise<void> {
  const port = Number(PORT);
  if (PORT.trim() === '' || !Number.isInteger(port) || port < 0 || port > 65535) {
    throw new Error(`PORT must be a number from 0 to 65535, not "${PORT}".`);
  }
  const simulator = await startSimulator({ port, ...(profile !== undefined && { profile: readProfile(profile) }) });

  console.log(`Livespace simulator on ${simulator.url}
  administrator  key ${simulator.apiKey}  secret ${simulator.apiSecret}
  other user     key ${simulator.member.apiKey}  secret ${simulator.member.apiSecret}
  page           ${simulator.url}/
  control        ${simulator.url}/_control/  (see simulator/README.md)
  profile        ${writeProfile(simulator.profile())}`);

  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => simulator.close());
}

try {
  const { values } = parseArgs({ options: { profile: { type: 'string' }, help: { type: 'boolean', short: 'h' } } });
  if (values.help) console.log(help);
  else await start(values);
} catch (error) {
  console.error(explain(error as NodeJS.ErrnoException));
  process.exitCode = 2;
}
