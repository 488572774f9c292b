import { sameAsCore } from './columns.ts';
import { checkEvent } from './hosts/zapier.ts';

sameAsCore('zapier', checkEvent);
