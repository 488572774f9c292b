import { Command, CommanderError, Option } from 'commander';
import { isLivespaceError } from '../errors.ts';
import { eventNames } from '../events.ts';
import { signatureHeader } from '../wire/delivery.ts';
import { formNames } from '../wire/signature-forms.ts';
import * as deals from './deals.ts';
import { doctor } from './doctor/doctor.ts';
import { listen } from './listen.ts';
import { certificates, limitNumber, portNumber, resolution, sinceDate, urlOption } from './options.ts';
import { Output, printable } from './output.ts';
import type { ProbeOptions } from './probe.ts';
import { send } from './send.ts';
import { Settings, variables } from './settings.ts';
import * as subscriptions from './subscriptions.ts';
import { UsageError } from './usage-error.ts';
import { verifyDelivery } from './verify/verify.ts';

const help = `
Settings come from the environment, or from a file: --settings livespace.env
  ${Object.values(variables).join('\n  ')}
On a terminal you are asked for a missing secret. None is ever taken from an argument, since ps shows those.

Exit codes: 0 all is well, 1 something was found, 2 wrong usage.

Examples:
  livespace-webhooks doctor --url https://hooks.example.com/livespace --send
  livespace-webhooks verify --url https://hooks.example.com/livespace --signature 3fa9… --body body.json
  livespace-webhooks listen --port 4020 --url https://hooks.example.com/livespace --forward http://127.0.0.1:3000/
  livespace-webhooks send --event ${eventNames[0]} --url http://127.0.0.1:4020/
  livespace-webhooks deals changes --since 2026-11-01`;

/** As shells have it: Ctrl+C, here at a question. */
const interrupted = 130;

/** @param args what was typed after the command's name. @returns the exit code. */
export async function runCommand(args: readonly string[]): Promise<number> {
  let exitCode = 0;
  const program = makeProgram((code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    return explain(error);
  }
}

function explain(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof Error && error.name === 'AbortError') return interrupted;
  const isUsage = error instanceof UsageError;
  const message = isUsage || isLivespaceError(error) ? error.message : `The command failed (${nameOf(error)}).`;
  process.stderr.write(`${printable(message)}\n`);
  return isUsage ? 2 : 1;
}

function nameOf(error: unknown): string {
  return error instanceof Error ? `${error.name}${'code' in error ? ` ${error.code}` : ''}` : typeof error;
}

interface Common {
  json?: boolean;
  settings?: string;
}

type Action<Options> = (options: Options & { settings: Settings; output: Output }) => Promise<number>;

function makeProgram(end: (code: number) => void): Command {
  const program = new Command('livespace-webhooks')
    .description('Livespace CRM webhooks: what comes in, and what is wrong')
    .option('--json', 'print one JSON value per line')
    .option('--settings <file>', 'read settings from a file of NAME=value lines')
    .addHelpText('afterAll', help)
    .configureHelp({ showGlobalOptions: true })
    .exitOverride()
    .showHelpAfterError('(--help shows the options, with examples)');

  /** Options come with those of the program; what the action answers is the exit code. */
  function add<Options extends object>(
    parent: Command,
    name: string,
    description: string,
    action: Action<Options>,
  ): Command {
    return parent
      .command(name)
      .description(description)
      .exitOverride()
      .action(async (_options, command: Command) => {
        const { json = false, settings: file, ...options } = command.optsWithGlobals<Common>();
        end(await action({ ...(options as Options), settings: new Settings(file), output: new Output(json) }));
      });
  }

  const network = (command: Command) =>
    command
      .option('--resolve <HOST:PORT:ADDRESS>', 'where to find a host, as with curl; may be repeated', resolution)
      .option('--ca <file>', 'also trust these PEM certificates', certificates);

  network(
    add<{ url?: string; send?: boolean } & ProbeOptions>(
      program,
      'doctor',
      'look for what keeps deliveries from arriving',
      async ({ url, send: sends = false, settings, output, ...options }) =>
        doctor({ ...options, url: url ?? (await settings.require('url')), send: sends }, settings, output),
    ),
  )
    .addOption(urlOption())
    .option('--send', 'also send a signed and a forged test event');

  add<{ url?: string; signature: string; body?: string }>(
    program,
    'verify',
    'tell how a delivery is signed, or what is wrong with it',
    async ({ url, signature, body, settings, output }) =>
      verifyDelivery(
        { url: url ?? (await settings.require('url')), signature, ...(body === undefined ? {} : { body }) },
        settings,
        output,
      ),
  )
    .addOption(urlOption())
    .requiredOption('--signature <64 hex digits>', `the header ${signatureHeader}, as in --signature 3fa9…`)
    .option('--body <file>', 'the body exactly as received; standard input by default');

  add<{ port: number; url?: string; forward?: string }>(
    program,
    'listen',
    'receive deliveries on this machine and show them',
    ({ settings, output, ...options }) => listen(options, settings, output),
  )
    .addOption(new Option('--port <number>', 'the local port').argParser(portNumber).default(0, 'a free one'))
    .addOption(urlOption('the URL as entered in Livespace; the local one by default'))
    .addOption(urlOption('where to forward each POST, with its headers and bytes', '--forward'));

  network(
    add<{ url?: string; event: string; form: never } & ProbeOptions>(
      program,
      'send',
      'send a signed sample of an event to a URL',
      async ({ url, settings, output, ...options }) =>
        send({ ...options, url: url ?? (await settings.require('url')) }, settings, output),
    ),
  )
    .addOption(urlOption())
    .addOption(new Option('--event <name>', 'which event').choices(eventNames).default(eventNames[0]))
    .addOption(new Option('--form <name>', 'how URL and body are joined').choices(formNames).default(formNames[0]));

  const group = program
    .command('subscriptions')
    .description('the account’s subscriptions, once Livespace has an API for them')
    .exitOverride();
  add(group, 'list', 'show them all', ({ settings, output }) => subscriptions.listAll(settings, output));
  add<{ url?: string; events: string[]; label: string; save: string }>(
    group,
    'add',
    'subscribe a URL, or find its subscription',
    async ({ url, events, label, save, settings, output }) =>
      subscriptions.add({ url: url ?? (await settings.require('url')), events, label, save }, settings, output),
  )
    .addOption(urlOption())
    .addOption(new Option('--events <names...>', 'which events').choices(eventNames).default([...eventNames]))
    .option('--label <text>', 'what it is for, shown in Livespace', 'endpoint')
    .requiredOption(
      '--save <file>',
      'where URL and secret are kept, readable by you alone, as in --save livespace.env',
    );
  add<{ url?: string }>(
    group,
    'delete',
    'end the subscription of a URL, if it is ours',
    async ({ url, settings, output }) => subscriptions.remove(url ?? (await settings.require('url')), settings, output),
  ).addOption(urlOption());

  const reading = program.command('deals').description('deals, as the API shows them').exitOverride();
  add<{ limit: number }>(reading, 'recent', 'the newest deals', ({ limit, settings, output }) =>
    deals.recent(limit, settings, output),
  ).option('--limit <number>', 'how many, 1 to 100', limitNumber, 20);
  add<{ since: number }>(
    reading,
    'changes',
    'what webhooks would have sent since then',
    ({ since, settings, output }) => deals.changes(since, settings, output),
  ).requiredOption('--since <YYYY-MM-DD>', 'as in --since 2026-11-01', sinceDate);
  return program;
}
