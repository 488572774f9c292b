// What comes from outside gets into a row as text alone: textContent, value, aria-label. Never as markup.
import { control } from './control.js';
import { prepareDelivery } from './delivery.js';

const word = (value) => {
  if (value === null || value === undefined || value === '') return '–';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};
const quote = (name) => `“${word(name)}”`;
const time = (ms) => (ms === null ? 'never' : new Date(ms).toLocaleString('sv-SE'));

const money = new Intl.NumberFormat('pl-PL', { minimumFractionDigits: 2, useGrouping: 'always' });

/** Beyond it a number is shown as `1e+300`, not with 300 digits. */
const mostSpelledOut = 1e15;

/** Livespace has two fields for it, and the one that is not in use says nothing. */
function amount({ value, value_final, currency }) {
  const used = Number(value_final) === 0 ? value : Number(value_final);
  const text =
    typeof used === 'number' && Math.abs(used) < mostSpelledOut ? money.format(used).replace(/\s/g, ' ') : word(used);
  return `${text} ${word(currency)}`;
}

const markAs = (status, words) => ({
  label: ({ name }) => `Mark ${word(name)} ${words}`,
  blocked: (deal) => deal.status === status && `${quote(deal.name)} is ${status} already.`,
  async run({ id, name }) {
    await control('POST', `deals/${encodeURIComponent(id)}/status`, { status });
    return `${quote(name)} is ${words}.`;
  },
});

/**
 * For each table: `key` tells rows apart, `state` is for the style sheet, `texts` fill the cells of these names. `acts` are
 * what buttons do: `label` names button and row, `blocked` is why it can't be done now, `run` gives what became of it.
 */
export const kinds = {
  deal: {
    key: ({ id }) => id,
    state: ({ status }) => status,
    texts: (deal) => ({
      name: word(deal.name),
      status: word(deal.status_name),
      amount: amount(deal),
      owner: word(deal.owner_name),
    }),
    acts: { won: markAs('won', 'won'), lost: markAs('lost', 'lost'), open: markAs('open', 'open again') },
  },
  subscription: {
    key: ({ id }) => id,
    state: ({ isActive }) => (isActive ? 'active' : 'inactive'),
    texts: ({ name, isActive, url, events, lastTriggered }) => ({
      name,
      active: isActive ? 'Yes' : 'No',
      url,
      events: events.join(', '),
      triggered: time(lastTriggered),
    }),
    acts: {
      activate: {
        label: ({ name }) => `Activate ${name}`,
        blocked: ({ name, isActive }) => isActive && `${quote(name)} is active already.`,
        doing: ({ url }) => `Sending the handshake to ${url} …`,
        async run({ id, name }) {
          await control('POST', `subscriptions/${id}/activate`);
          return `${quote(name)} is active: its endpoint answered the handshake.`;
        },
      },
      pause: {
        label: ({ name }) => `Pause ${name}`,
        blocked: ({ name, isActive }) => !isActive && `${quote(name)} is not active.`,
        async run({ id, name }) {
          await control('POST', `subscriptions/${id}/pause`);
          return `${quote(name)} is paused.`;
        },
      },
      secret: {
        label: ({ name }) => `Show secret of ${name}`,
        blocked: ({ name, secret }) => secret === '' && `${quote(name)} has no secret before its first activation.`,
        async run({ name }, row) {
          showSecret(row);
          return `The secret of ${quote(name)} is in the field after the button.`;
        },
      },
      copy: {
        label: ({ name }) => `Copy secret of ${name}`,
        blocked: () => false,
        async run({ name, secret }) {
          await navigator.clipboard.writeText(secret);
          return `The secret of ${quote(name)} is copied.`;
        },
      },
      delete: {
        label: ({ name }) => `Delete ${name}`,
        blocked: () => false,
        async run({ id, name }) {
          await control('DELETE', `subscriptions/${id}`);
          return `${quote(name)} is deleted.`;
        },
      },
    },
  },
  delivery: {
    key: ({ number }) => String(number),
    state: ({ outcome }) => outcome,
    texts: (delivery) => ({
      time: time(delivery.startedAt),
      event: delivery.eventName,
      url: delivery.url,
      attempt: String(delivery.attempt),
      answer: word(delivery.status ?? delivery.error),
      outcome: delivery.outcome,
      why: delivery.why ?? '',
    }),
    acts: {
      look: {
        label: ({ number, eventName, attempt }) => `Details of delivery ${number}: ${eventName}, attempt ${attempt}`,
        blocked: () => false,
        run: async ({ number }) => ['', await prepareDelivery(number)],
      },
    },
  },
};

/** What each row shows. */
export const items = new WeakMap();

/** Shows these items. Rows and cells that stay are left in place, and with them the focus and what is selected. */
export function fill(table, list, kind) {
  const template = table.parentElement.querySelector(`#${table.id} ~ template`);
  const body = table.tBodies[0];
  const keys = new Set(list.map(kind.key));
  const rows = new Map();
  for (const row of [...body.rows]) {
    if (keys.has(row.dataset.key)) rows.set(row.dataset.key, row);
    else remove(row);
  }
  let next = body.rows[0] ?? null;
  for (const item of list) {
    const key = kind.key(item);
    const row = rows.get(key) ?? template.content.firstElementChild.cloneNode(true);
    row.dataset.key = key;
    if (row === next) next = row.nextElementSibling;
    else body.insertBefore(row, next);
    show(row, item, kind);
  }
}

/** Shows a subscription's secret in its row, with a button that copies it; gives the field. */
export function showSecret(row) {
  const { name, secret } = items.get(row);
  const field = row.querySelector('.secret');
  field.value = secret;
  field.ariaLabel = `Secret of ${name}`;
  field.onfocus = field.select;
  field.hidden = row.querySelector('[data-act=copy]').hidden = false;
  return field;
}

function remove(row) {
  // Otherwise the keyboard would start again at the top of the page.
  if (row.contains(document.activeElement)) row.closest('section').querySelector('h2').focus();
  row.remove();
}

function show(row, item, kind) {
  items.set(row, item);
  row.dataset.state = kind.state(item);
  for (const [name, text] of Object.entries(kind.texts(item))) {
    const cell = row.querySelector(`[data-text="${name}"]`);
    if (cell.textContent !== text) cell.textContent = text;
  }
  for (const button of row.querySelectorAll('button')) {
    const act = kind.acts[button.dataset.act];
    button.ariaLabel = act.label(item);
    button.ariaDisabled = act.blocked(item) ? 'true' : null;
  }
}
