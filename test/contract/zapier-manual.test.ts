import { sameAsCore } from './columns.ts';
import { manual } from './hosts/zapier.ts';

sameAsCore('zapier', manual);
