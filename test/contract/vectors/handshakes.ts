import { handshake, json } from './build.ts';
import type { Vector } from './vector.ts';

export const handshakes: Vector[] = [
  handshake('no bytes', ''),
  handshake('no bytes, before a secret is known', '', { secrets: [] }),
  handshake('white space', ' \r\n\t '),
  handshake('{}', '{}'),
  handshake('[]', '[]'),
  handshake('null', 'null'),
  handshake('an empty text as JSON', '""'),
  handshake('{} with white space', '\n{ }\n', { headers: json }),
  handshake('no bytes, with a signature nobody can check', '', { headers: { 'X-Livespace-Signature': 'x' } }),
];
