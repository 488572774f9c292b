import { control } from './control.js';
import { fill, items, kinds } from './rows.js';

const element = (id) => document.getElementById(id);
const [status, alert] = element('outcome').children;
const tables = {
  deal: element('deal-table'),
  subscription: element('subscription-table'),
  delivery: element('delivery-table'),
};
const apiSwitch = element('subscription-api');
const newDeal = element('new-deal').elements;
const profile = element('profile').elements;
const newSubscription = element('new-subscription');

/** Tells how something went: screen readers read a success when they come to a pause, a failure at once. */
function say(text, isFailure = false) {
  status.textContent = isFailure ? '' : text;
  alert.textContent = isFailure ? text : '';
}

let asked = 0;
let shown = 0;

/** Shows the account as it is now. */
async function refresh() {
  const number = ++asked;
  const { deals, subscriptions, deliveries, events, ...account } = await control('GET', 'overview');
  // A newer answer was faster.
  if (number <= shown) return;
  shown = number;
  fill(tables.deal, deals, kinds.deal);
  fill(tables.subscription, subscriptions, kinds.subscription);
  fill(tables.delivery, deliveries, kinds.delivery);
  apiSwitch.checked = account.profile.api === 'on';
  element('subscription-api-state').textContent = account.profile.api;
  for (const select of profile) {
    if (select.length === 0) select.append(...account.profileValues[select.name].map((value) => new Option(value)));
    if (select !== document.activeElement) select.value = account.profile[select.name];
  }
  if (newDeal.owner.length > 0) return;
  // The first time: from now on there is something to use.
  newDeal.process.append(
    ...account.processes.map(({ name, id, firstStageId }) => new Option(name, `${id} ${firstStageId}`)),
  );
  newDeal.owner.append(...account.owners.map(({ name, id }) => new Option(name, id)));
  newSubscription.querySelector('fieldset').append(...events.map(choice));
  for (const disabled of document.querySelectorAll(':disabled')) disabled.disabled = false;
}

function choice(event) {
  const input = Object.assign(document.createElement('input'), { type: 'checkbox', name: 'events', value: event });
  const label = document.createElement('label');
  label.append(input, ` ${event}`);
  return label;
}

const underWay = new Set();

/** Does what a control of the page is for, once however often it is used meanwhile; shows what became of it, and says so. */
async function perform(source, name, run) {
  if (underWay.has(source)) return;
  underWay.add(source);
  // What was asked for before would show the state before.
  shown = asked;
  const outcome = await run().then(
    (text) => [text],
    (error) => [`${name} failed: ${error.message}.`, true],
  );
  underWay.delete(source);
  await refresh().catch(() => undefined);
  say(...outcome);
}

// For browsers that take a table's meaning from its layout: in a narrow window rows are laid out as cards. Chromium doesn't.
const roles = {
  table: 'table',
  'thead, tbody': 'rowgroup',
  tr: 'row',
  '[scope=col]': 'columnheader',
  '[scope=row]': 'rowheader',
  td: 'cell',
};
for (const root of [document, ...[...document.querySelectorAll('template')].map(({ content }) => content)]) {
  for (const [selector, role] of Object.entries(roles)) {
    for (const part of root.querySelectorAll(selector)) part.role = role;
  }
}

for (const [kindName, table] of Object.entries(tables)) {
  table.addEventListener('click', ({ target }) => {
    const act = kinds[kindName].acts[target.dataset.act];
    if (!act) return;
    const row = target.closest('tr');
    const item = items.get(row);
    const reason = act.blocked(item);
    if (reason) return say(reason);
    if (act.doing) say(act.doing(item));
    perform(target, act.label(item), () => act.run(item, row));
  });
}

apiSwitch.addEventListener('change', () => {
  const mode = apiSwitch.checked ? 'on' : 'off';
  perform(apiSwitch, 'Switching the subscription API', async () => {
    await control('PUT', 'subscription-api', { mode });
    return `The subscription API is ${mode}.`;
  });
});

element('profile').addEventListener('change', ({ target: { name, value, labels } }) => {
  const label = labels[0].firstChild.textContent.trim();
  perform(profile, `Changing “${label}”`, async () => {
    await control('PATCH', 'profile', { [name]: value });
    return `${label}: ${value}.`;
  });
});

function onSubmit(form, run) {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    perform(form, form.querySelector('button').textContent, async () => {
      const text = await run(new FormData(form));
      form.reset();
      return text;
    });
  });
}

onSubmit(element('new-deal'), async (data) => {
  const name = data.get('name');
  const value = data.get('value') === '' ? {} : { value: Number(data.get('value')) };
  const [process_id, stage_id] = data.get('process').split(' ');
  await control('POST', 'deals', { name, ...value, process_id, stage_id, owner_id: data.get('owner') });
  return `“${name}” is created.`;
});

onSubmit(newSubscription, async (data) => {
  const name = data.get('name');
  await control('POST', 'subscriptions', { name, url: data.get('url'), events: data.getAll('events') });
  return `“${name}” is added. It is inactive until you activate it.`;
});

let isLost = false;
for (;;) {
  if (element('refreshing').checked && !document.hidden) {
    await refresh().then(
      () => {
        if (isLost) say('The simulator answers again.');
        isLost = false;
      },
      (error) => {
        if (!isLost) say(`The page can’t refresh: ${error.message}.`, true);
        isLost = true;
      },
    );
  }
  await new Promise((resolve) => setTimeout(resolve, 1000));
}
