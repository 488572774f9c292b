import { type EventName, eventNames } from 'livespace-webhooks';
import { type EventKind, events } from 'livespace-webhooks/host';
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

/**
 * The parameter with which a user chooses events.
 *
 * @param describe what n8n shows below an event's name.
 * @param others choices beside the events.
 */
export function eventsParameter(
  describe: (kind: EventKind) => string,
  others: INodePropertyOptions[] = [],
): INodeProperties {
  const choices = kinds().map(([value, kind]) => ({ name: kind.label, value, description: sentence(describe(kind)) }));
  return {
    displayName: 'Events',
    name: 'events',
    type: 'multiOptions',
    options: [...choices, ...others].sort((one, other) => one.name.localeCompare(other.name)),
    default: [...eventNames.slice(0, 1)],
    required: true,
    description: 'What starts the workflow',
  };
}

/** The chosen events below the node on the canvas, in the words of the panel: an expression for n8n. */
export function eventsSubtitle(otherwise = ''): string {
  const labels = JSON.stringify(Object.fromEntries(kinds().map(([name, { label }]) => [name, label])));
  return `={{ [$parameter["events"] || []].flat().map((event) => (${labels})[event] || ${JSON.stringify(otherwise)}).join(", ") || "No event chosen" }}`;
}

/** What is said of each event, in one sentence. */
export function joined(describe: (kind: EventKind) => string, by: string): string {
  return kinds()
    .map(([, kind]) => describe(kind))
    .join(by);
}

function kinds(): [EventName, EventKind][] {
  return eventNames.map((name) => [name, events[name]]);
}

/** n8n wants no full stop after a single sentence, and one after several. */
function sentence(text: string): string {
  return text.includes('. ') ? `${text}.` : text;
}
