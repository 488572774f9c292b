/*
 * The process in which the unzipped app runs, as it would in Zapier's Lambda. It answers each event with the handler's
 * results, or with everything that can be seen of the error.
 */
import { createRequire } from 'node:module';
import path from 'node:path';
import { inspect } from 'node:util';

const [folder = ''] = process.argv.slice(2);
const { handler } = createRequire(path.join(folder, 'package.json'))('./zapierwrapper.js');

process.on('message', async ({ id, event }: { id: number; event: object }) => {
  try {
    const { results } = await handler(event);
    process.send?.({ id, results });
  } catch (error) {
    const { name, message, stack, ...rest } = error as Error;
    process.send?.({ id, error: { name, message, stack, ...rest, inspected: inspect(error, { depth: 20 }) } });
  }
});
