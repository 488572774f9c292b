import { onAccount, perform, say } from './acts.js';
import { control } from './control.js';
import { showSecret } from './rows.js';

const element = (id) => document.getElementById(id);

function onSubmit(form, run) {
  // Before the browser checks what is required, and as people mean what they paste.
  form.addEventListener('change', ({ target }) => {
    if (target.value !== target.value.trim()) target.value = target.value.trim();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    run(new FormData(form));
  });
}

const deal = element('new-deal');

onSubmit(deal, (data) =>
  perform(deal, 'Create deal', async () => {
    const name = data.get('name');
    const value = data.get('value') === '' ? {} : { value: Number(data.get('value')) };
    const [process_id, stage_id] = data.get('process').split(' ');
    await control('POST', 'deals', { name, ...value, process_id, stage_id, owner_id: data.get('owner') });
    deal.reset();
    return `“${name}” is created.`;
  }),
);

const opener = element('add-subscription');
const subscription = element('new-subscription');
const triggers = element('triggers');
const [next, activate] = subscription.querySelectorAll('[type=submit]');

/** Livespace asks in two steps: where the data goes, then which events. */
function showStep(step) {
  opener.ariaExpanded = String(step > 0);
  subscription.hidden = step === 0;
  next.hidden = step !== 1;
  activate.hidden = triggers.hidden = step !== 2;
  if (step === 1) subscription.elements.name.focus();
  if (step === 2) triggers.querySelector('input').focus();
}

element('use-receiver').addEventListener('click', () => {
  subscription.elements.name.value ||= 'Test receiver';
  subscription.elements.url.value = `${location.origin}${receiverPath}`;
  next.focus();
});

opener.addEventListener('click', () => showStep(subscription.hidden ? 1 : 0));

onSubmit(subscription, (data) => {
  if (triggers.hidden) return showStep(2);
  perform(subscription, 'Activate subscription', async () => {
    const wanted = { name: data.get('name'), url: data.get('url'), events: data.getAll('events') };
    const { id } = await control('POST', 'subscriptions', wanted);
    subscription.reset();
    showStep(0);
    opener.focus();
    say(`Sending the handshake to ${wanted.url} …`);
    await control('POST', `subscriptions/${id}/activate`).catch(({ message }) => {
      throw new Error(`${message}. “${wanted.name}” stays in the list, inactive`);
    });
    const text = `“${wanted.name}” is active: its endpoint answered the handshake. Its secret is in its row.`;
    return [text, () => showSecret(document.querySelector(`tr[data-key="${id}"]`)).focus()];
  });
});

const receiver = element('receiver');
const { mode: modes } = receiver.elements;
let receiverPath = '';

receiver.addEventListener('change', ({ target: { value } }) =>
  perform(receiver, 'Changing the test receiver', async () => {
    await control('PUT', 'receiver', { mode: value });
    return `The test receiver ${value}.`;
  }),
);

const profile = element('profile');

profile.addEventListener('change', ({ target: { name, value, labels } }) => {
  const label = labels[0].firstChild.textContent.trim();
  perform(profile, `Changing “${label}”`, async () => {
    await control('PATCH', 'profile', { [name]: value });
    return `${label}: ${value}.`;
  });
});

function choice(event) {
  const input = Object.assign(document.createElement('input'), { type: 'checkbox', name: 'events', value: event });
  const label = document.createElement('label');
  label.append(input, ` ${event}`);
  return label;
}

/** The first time: from now on there is something to use. */
function furnish({ processes, owners, events, profileValues, receiver }) {
  deal.elements.process.append(
    ...processes.map(({ name, id, firstStageId }) => new Option(name, `${id} ${firstStageId}`)),
  );
  deal.elements.owner.append(...owners.map(({ name, id }) => new Option(name, id)));
  triggers.append(...events.map(choice));
  for (const select of profile.elements) select.append(...profileValues[select.name].map((value) => new Option(value)));
  receiverPath = receiver.path;
  modes.append(...receiver.modes.map((mode) => new Option(mode)));
  for (const disabled of document.querySelectorAll(':disabled')) disabled.disabled = false;
}

onAccount((account) => {
  if (deal.elements.owner.length === 0) furnish(account);
  for (const select of profile.elements) {
    if (select !== document.activeElement) select.value = account.profile[select.name];
  }
  if (modes !== document.activeElement) modes.value = account.receiver.mode;
});
