/* `npm start`: both built hosts, walked through a day with the local Livespace. */
import { startSimulator } from 'livespace-simulator';
import { walkN8n } from './n8n.ts';
import { conclude, tell } from './timeline.ts';
import { walkZapier } from './zapier.ts';

const livespace = await startSimulator({ profile: { api: 'on' } });
tell('Livespace', `runs locally at ${livespace.url}`);
try {
  await walkZapier(livespace);
  await walkN8n(livespace);
} finally {
  await livespace.close();
}
conclude();
