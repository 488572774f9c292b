import { bytes, event, eventText, maxBytes, signed, unreadable } from './build.ts';
import type { Vector } from './vector.ts';

export const tooLarge = Buffer.concat([bytes(eventText), Buffer.alloc(maxBytes + 1 - bytes(eventText).length, ' ')]);

export const rejections: Vector[] = [
  unreadable('a body cut short', 'invalid_json', eventText.slice(0, -1)),
  unreadable('a form instead of JSON', 'invalid_json', 'name=deal.created&id=1'),
  unreadable('UTF-16', 'invalid_json', Buffer.from(eventText, 'utf16le')),
  unreadable('a string', 'invalid_event', '"deal.created"'),
  unreadable('a list of events', 'invalid_event', `[${eventText}]`),
  unreadable('no name', 'invalid_event', event({ name: undefined })),
  unreadable('an empty name', 'invalid_event', event({ name: '' })),
  unreadable('a name that is null', 'invalid_event', event({ name: null })),
  unreadable('no data', 'invalid_event', event({ data: undefined })),
  unreadable('data is []', 'invalid_event', event({ data: [] })),
  unreadable('no data.id', 'invalid_event', event({}, { id: undefined })),
  unreadable('an empty data.id', 'invalid_event', event({}, { id: '' })),
  unreadable('a data.id that is a map', 'invalid_event', event({}, { id: {} })),
  signed('one byte more than 10 MB', tooLarge, { kind: 'rejected', status: 413, code: 'too_large' }),
];
