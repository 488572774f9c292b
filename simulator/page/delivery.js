import { control } from './control.js';

const dialog = document.getElementById('delivery');
const heading = document.getElementById('delivery-heading');
const part = (name) => dialog.querySelector(`[data-part="${name}"]`);
const lines = (headers) => Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
const signatureName = 'X-Livespace-Signature';
let copies = {};

function indented(body) {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

function answerText({ status, error, answer, outcome }) {
  if (answer) return [`HTTP ${status}`, ...lines(answer.headers), '', answer.body || '(no body)'].join('\n');
  return outcome === 'under way' ? '(not there yet)' : (error ?? '(none)');
}

function list(fields) {
  return fields.flatMap(([name, value]) =>
    ['dt', 'dd'].map((tag, index) => {
      return Object.assign(document.createElement(tag), { textContent: index === 0 ? name : value });
    }),
  );
}

/** Fetches a delivery; gives what shows it, whole, with what can be copied. */
export async function prepareDelivery(number) {
  const delivery = await control('GET', `deliveries/${number}`);
  const { request = { headers: {}, body: '(too long ago to be kept)' }, form = '–', startedAt, endedAt } = delivery;
  const signature = request.headers[signatureName] ?? '–';
  return () => {
    heading.textContent = `Delivery ${number}: ${delivery.eventName}`;
    dialog.dataset.state = delivery.outcome;
    const took = endedAt === null ? '' : `, after ${endedAt - startedAt} ms`;
    dialog.querySelector('#delivery-outcome').textContent =
      `Attempt ${delivery.attempt} of 3: ${delivery.outcome}${took}. ${delivery.why ?? ''}`;
    dialog.querySelector('#delivery-fields').replaceChildren(
      ...list([
        ['URL', delivery.url],
        ['Sent', new Date(startedAt).toISOString()],
        ['Event id', delivery.eventId],
        ['Signature', signature],
        ['Made of', `${form}, with the subscription’s secret`],
      ]),
    );
    part('request-headers').textContent = lines(request.headers).join('\n');
    part('request-body').textContent = indented(request.body);
    part('answer').textContent = answerText(delivery);
    copies = delivery.request ? { signature, headers: lines(request.headers).join('\n'), body: request.body } : {};
    for (const button of dialog.querySelectorAll('[data-copy]')) button.hidden = !(button.dataset.copy in copies);
    dialog.querySelector('[role=status]').textContent = '';
    dialog.showModal();
    heading.focus();
  };
}

dialog.addEventListener('click', async ({ target }) => {
  if ('close' in target.dataset) dialog.close();
  const { copy } = target.dataset;
  if (!copy) return;
  dialog.querySelector('[role=status]').textContent = await navigator.clipboard.writeText(copies[copy]).then(
    () => `The ${copy} is copied.`.replace('headers is', 'headers are'),
    ({ message }) => `Copying failed: ${message}`,
  );
});
