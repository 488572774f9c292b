import { onAccount, perform, refresh, say } from './acts.js';
import { control } from './control.js';
import './faults.js';
import './forms.js';
import { fill, items, kinds } from './rows.js';

const element = (id) => document.getElementById(id);
const tables = {
  deal: element('deal-table'),
  subscription: element('subscription-table'),
  delivery: element('delivery-table'),
};

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

const apiSwitch = element('subscription-api');

apiSwitch.addEventListener('change', () => {
  const mode = apiSwitch.checked ? 'on' : 'off';
  perform(apiSwitch, 'Switching the subscription API', async () => {
    await control('PUT', 'subscription-api', { mode });
    return `The subscription API is ${mode}.`;
  });
});

onAccount(({ deals, subscriptions, deliveries, profile }) => {
  fill(tables.deal, deals, kinds.deal);
  fill(tables.subscription, subscriptions, kinds.subscription);
  fill(tables.delivery, deliveries, kinds.delivery);
  apiSwitch.checked = profile.api === 'on';
  element('subscription-api-state').textContent = profile.api;
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
