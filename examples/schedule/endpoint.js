import { createServer } from 'node:http';
import { nodeListener } from 'livespace-webhooks';
import { handler } from './handler.js';

createServer(nodeListener(handler)).listen(process.env.PORT);
