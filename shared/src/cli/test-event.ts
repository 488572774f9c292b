import { sampleEvents } from '../item/samples.ts';

/**
 * @returns the sample of an event as Livespace would send it; each with an id of its own, so that none is a copy. Line breaks
 *   around it, which may be another form's separator, keep a receiver from remembering our form as Livespace's (isAmbiguous).
 */
export function testEvent(name = Object.keys(sampleEvents)[0] ?? ''): string {
  const event = sampleEvents[name as keyof typeof sampleEvents];
  return `\n${JSON.stringify({ ...event, id: crypto.randomUUID(), timestamp: new Date().toISOString() })}\n`;
}
