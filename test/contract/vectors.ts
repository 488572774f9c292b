import { events } from './vectors/events.ts';
import { fields } from './vectors/fields.ts';
import { forms } from './vectors/forms.ts';
import { handshakes } from './vectors/handshakes.ts';
import { rejections } from './vectors/rejections.ts';
import { samples } from './vectors/samples.ts';
import { signatures } from './vectors/signatures.ts';
import type { Vector } from './vectors/vector.ts';

export type { Vector } from './vectors/vector.ts';

export const vectors: readonly Vector[] = [
  ...[...handshakes, ...signatures, ...forms, ...rejections],
  ...[...events, ...samples, ...fields],
];
