/** The chosen events below the node on the canvas, in the words of the panel: an expression for n8n. */
export const eventsSubtitle =
  '={{ ($parameter["events"] || []).map((event) => ({ "deal.created": "New Deal", "deal.status_changed": "Deal Status Changed" })[event] || "Any Event").join(", ") || "No event chosen" }}';
