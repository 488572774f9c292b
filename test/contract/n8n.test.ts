import { sameAsCore } from './columns.ts';
import { manual } from './hosts/n8n.ts';

sameAsCore(manual);
