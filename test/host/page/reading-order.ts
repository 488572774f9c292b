import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { onStage, says } from '../../../testing/hosts/page/stage.ts';

/** Structure that says nothing by itself. */
const silent = new Set([
  'RootWebArea',
  'generic',
  'none',
  'InlineTextBox',
  'LabelText',
  'Legend',
  'rowgroup',
  'MenuListPopup',
]);
/** Text is read on its own only where it isn't the name of what holds it. */
const prose = new Set(['paragraph', 'status', 'alert', 'caption']);
const states = ['level', 'checked', 'disabled', 'required', 'live'];

/** Chromium's own accessibility tree, which is what a screen reader gets: role, name and states, in reading order. */
async function readOut(page: Page): Promise<string[]> {
  const devTools = await page.context().newCDPSession(page);
  const { nodes } = await devTools.send('Accessibility.getFullAXTree');
  await devTools.detach();
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const visit = (id = '', parent = ''): string[] => {
    const node = byId.get(id);
    if (!node) return [];
    const role = String(node.role?.value);
    const below = (node.childIds ?? []).flatMap((child) => visit(child, role));
    if (node.ignored || silent.has(role) || (role === 'StaticText' && !prose.has(parent))) return below;
    const state = (node.properties ?? []).filter(({ name, value }) => states.includes(name) && value.value !== false);
    const words = [
      role,
      node.name?.value && `"${node.name.value}"`,
      ...state.map(({ name, value }) => `${name}=${value.value}`),
    ];
    return [words.filter(Boolean).join(' '), ...below];
  };
  return visit(nodes[0]?.nodeId);
}

const expected = `
banner
heading "Livespace simulator" level=1
paragraph
StaticText "An account on this machine, for trying webhooks. Nothing here reaches a real Livespace account."
navigation "On this page"
link "Deals"
link "Webhooks"
link "Deliveries"
link "What goes wrong"
checkbox "Refresh every second" checked=true
main
region "Deals"
heading "Deals" level=2
form "New deal"
heading "New deal" level=3
textbox "Deal name" required=true
spinbutton "Value (PLN)"
combobox "Process"
option "Sprzedaż B2B"
option "Partnerzy"
combobox "Owner"
option "Anna Kowalska"
option "Łukasz Wiśniewski"
option "Zofia Zając"
button "Create deal"
table "Deals, newest first (100 at most)"
caption
StaticText "Deals, newest first (100 at most)"
row
columnheader "Name"
columnheader "Status"
columnheader "Value"
columnheader "Owner"
columnheader "Mark as"
row
rowheader "Nowak"
cell "Won"
cell "5,00 PLN"
cell "–"
cell "Mark Nowak won Mark Nowak lost Mark Nowak open again"
button "Mark Nowak won" disabled=true
button "Mark Nowak lost"
button "Mark Nowak open again"
region "Account Settings → Webhooks"
heading "Account Settings → Webhooks" level=2
switch "Subscription API" checked=false
paragraph
StaticText "Off: the account as Livespace documents it today; webhooks are added by hand. On: programs may add them too, in a form that is only assumed."
form "What nobody knows yet"
heading "What nobody knows yet" level=3
combobox "Signature made of"
option "url-body"
option "body-url"
option "url-body-normalized"
option "body-url-normalized"
option "url-newline-body"
option "body-newline-url"
option "url-newline-body-normalized"
option "body-newline-url-normalized"
option "url-dot-body"
option "body-dot-url"
option "url-dot-body-normalized"
option "body-dot-url-normalized"
option "url-pipe-body"
option "body-pipe-url"
option "url-pipe-body-normalized"
option "body-pipe-url-normalized"
option "url-colon-body"
option "body-colon-url"
option "url-colon-body-normalized"
option "body-colon-url-normalized"
combobox "Deal fields named in"
option "snake"
option "camel"
option "nested"
combobox "Times written as"
option "documented"
option "iso"
option "iso-offset"
option "livespace"
option "zoneless"
option "unix"
option "unix-text"
option "unix-ms"
option "none"
combobox "Secrets in the API’s list"
option "shown"
option "hidden"
option "masked"
paragraph
button "Add subscription"
form "Add subscription"
group "Connect"
textbox "Name this subscription" required=true
textbox "Where should we send the data?" required=true
button "Use the test receiver"
button "Next: Set triggers"
table "Subscriptions"
caption
StaticText "Subscriptions"
row
columnheader "Name"
columnheader "Active"
columnheader "URL"
columnheader "Events"
columnheader "Last triggered"
columnheader "Actions"
row
rowheader "n8n"
cell "No"
cell "https://example.com/hook"
cell "deal.created"
cell "never"
cell "Activate n8n Pause n8n Delete n8n Show secret of n8n"
button "Activate n8n"
button "Pause n8n" disabled=true
button "Delete n8n"
button "Show secret of n8n" disabled=true
region "Deliveries"
heading "Deliveries" level=2
form "Test receiver"
heading "Test receiver" level=3
paragraph
StaticText "An endpoint of this simulator, to see deliveries without any other program. It passes the handshake and checks signatures."
combobox "What it does with a genuine event"
option "accepts"
option "asks for it again"
option "refuses"
option "fails"
option "moved elsewhere"
option "never answers"
table "Delivery attempts, newest first (100 at most)"
caption
StaticText "Delivery attempts, newest first (100 at most)"
row
columnheader "Time"
columnheader "Event"
columnheader "URL"
columnheader "Attempt"
columnheader "Answer"
columnheader "Outcome"
columnheader "More"
paragraph
StaticText "No deliveries."
region "What goes wrong"
heading "What goes wrong" level=2
paragraph
StaticText "Each stays on until you switch it off, the last one until it has struck once. simulator/README.md has rarer ones."
switch "The API answers “too many requests” (429)" checked=false
switch "The API answers “database error” (result 520)" checked=false
switch "The API answers after 5 seconds" checked=false
switch "The API answers with an HTML page" checked=false
switch "The API does what it was asked, but its answer is lost" checked=false
switch "Somebody creates a deal whenever deals are listed" checked=false
switch "The first deal of a list has no id" checked=false
switch "Each event is sent three times at once" checked=false
switch "Each event is sent 10 seconds late" checked=false
switch "The next two events are sent in reverse order" checked=false
status live=polite
StaticText "“Nowak” is won."
alert live=assertive
`;

/** What a screen reader meets, from top to bottom. */
export async function readingOrder(t: TestContext, browser: Browser): Promise<void> {
  await onStage(
    browser,
    async ({ simulator, page }) => {
      simulator.addSubscription({ name: 'n8n', url: 'https://example.com/hook', events: ['deal.created'] });
      await page.getByRole('button', { name: 'Activate n8n' }).waitFor();
      await page.getByRole('button', { name: 'Add subscription' }).click();
      await page.getByRole('button', { name: 'Mark Nowak won' }).click();
      await says(page, 'status', 'is won');
      await t.test('every part of a table names its role, for browsers that judge by layout', async () => {
        await page.locator('td[role=cell]').first().waitFor();
        assert.equal(
          await page.locator('table, thead, tbody, tr, th, td').and(page.locator(':not([role])')).count(),
          0,
        );
      });
      for (const width of [1280, 320]) {
        await t.test(`${width} wide: everything is read out in order, with its role, name and state`, async () => {
          await page.setViewportSize({ width, height: 800 });
          assert.equal(`\n${(await readOut(page)).join('\n')}\n`, expected);
        });
      }
    },
    { deals: [{ name: 'Nowak', value: 5 }] },
  );
}
