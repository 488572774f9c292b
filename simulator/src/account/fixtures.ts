import type { DealFields, DealNames } from '../wire/deal.ts';
import type { NewDeal } from './deals.ts';

export interface User {
  id: string;
  login: string;
  email: string;
  firstname: string;
  lastname: string;
  name: string;
}

/** A pipeline as `Deal/process_getList` has it (OBS): stages by id, each with steps that are called `stages` too. */
export interface Process {
  name: string;
  main_stages: Record<string, { name: string; stages: Record<string, { name: string }> | [] }>;
}

function user(id: string, firstname: string, lastname: string, login: string): User {
  const email = `${login}@acme.example`;
  return { id, login: email, email, firstname, lastname, name: `${firstname} ${lastname}` };
}

const anna = user('0a6f1d0e-4c39-4a53-9c5e-0f6f0f1c1a01', 'Anna', 'Kowalska', 'anna.kowalska');
const lukasz = user('0a6f1d0e-4c39-4a53-9c5e-0f6f0f1c1a02', 'Łukasz', 'Wiśniewski', 'lukasz.wisniewski');
const zofia = user('0a6f1d0e-4c39-4a53-9c5e-0f6f0f1c1a03', 'Zofia', 'Zając', 'zofia.zajac');

export const users = [anna, lukasz, zofia] as const;

const sales = 'b7c1c9a2-51f0-4a0e-8a3d-3f1f2b0d0001';
const partners = 'b7c1c9a2-51f0-4a0e-8a3d-3f1f2b0d0002';
const stage = (n: number) => `c2d4e6f8-1a3b-4c5d-9e7f-00000000000${n}`;

// A stage without steps holds `[]`: PHP's empty map (OBS).
export const processes: Readonly<Record<string, Process>> = {
  [sales]: {
    name: 'Sprzedaż B2B',
    main_stages: {
      [stage(1)]: {
        name: 'Kwalifikacja',
        stages: { 'e1000000-0000-4000-8000-000000000001': { name: 'Pierwsza rozmowa' } },
      },
      [stage(2)]: { name: 'Oferta', stages: { 'e1000000-0000-4000-8000-000000000002': { name: 'Oferta wysłana' } } },
      [stage(3)]: { name: 'Negocjacje', stages: [] },
    },
  },
  [partners]: { name: 'Partnerzy', main_stages: { [stage(4)]: { name: 'Rozmowy', stages: [] } } },
};

const hour = 3_600_000;
const day = 24 * hour;

// By age, so that new deals always come first.
const seeds: readonly (NewDeal & { age: number })[] = [
  {
    age: 40 * day,
    id: 'd1a00000-0000-4000-8000-000000000001',
    name: 'Wdrożenie CRM – Hurtownia Żuraw',
    status: 'won',
    value: 48_000,
    probability: 100,
    process_id: sales,
    stage_id: stage(3),
    owner_id: anna.id,
    company_id: 'f0000000-0000-4000-8000-000000000001',
    company_name: 'Hurtownia Żuraw sp. z o.o.',
    contact_id: 'a0000000-0000-4000-8000-000000000001',
    contact_name: 'Piotr Żuraw',
    tags: ['wdrożenie', { id: '17', name: 'kluczowy klient' }],
    source_name: 'Polecenie',
    won_reason_name: 'Najlepsza oferta',
    // ASSUMED: nobody has recorded the shape of products and costs.
    products: [{ id: '501', name: 'Licencja roczna', quantity: '10', price: '4800,00' }],
    costs: [{ id: '31', name: 'Szkolenie', value: '2500,00' }],
  },
  {
    age: 21 * day,
    id: 'd1a00000-0000-4000-8000-000000000002',
    name: 'Audyt procesów – Piekarnia Słoneczna',
    status: 'lost',
    value: 7_250.5,
    probability: 0,
    process_id: sales,
    stage_id: stage(2),
    owner_id: lukasz.id,
    company_id: 'f0000000-0000-4000-8000-000000000002',
    company_name: 'Piekarnia Słoneczna',
    tags: [],
    lost_reason_name: 'Za drogo',
  },
  {
    age: 9 * day,
    id: 'd1a00000-0000-4000-8000-000000000003',
    name: 'Integracja ERP – Stal-Pol S.A.',
    value: 125_000,
    currency: 'EUR',
    probability: 60,
    process_id: sales,
    stage_id: stage(2),
    owner_id: anna.id,
    company_id: 'f0000000-0000-4000-8000-000000000003',
    company_name: 'Stal-Pol S.A.',
    date_end: '2026-12-31',
    tags: [{ id: '18', name: 'przemysł' }],
    note: 'Klient prosi o ofertę w euro.',
  },
  {
    age: 5 * day,
    id: 'd1a00000-0000-4000-8000-000000000004',
    name: 'Program partnerski – Nowak i Wspólnicy',
    status: 'outdated',
    value: 0,
    process_id: partners,
    stage_id: stage(4),
    owner_id: zofia.id,
  },
  {
    age: 3 * hour,
    id: 'd1a00000-0000-4000-8000-000000000005',
    name: 'Abonament – Księgarnia Pod Lipą',
    value: 1_234.5,
    probability: 5,
    process_id: sales,
    stage_id: stage(1),
    owner_id: lukasz.id,
    contact_id: 'a0000000-0000-4000-8000-000000000002',
    contact_name: 'Maria Wójcik',
    tags: ['abonament'],
    source_name: 'Formularz WWW',
  },
];

/** What the ids in a deal's fields stand for. */
export function namesOf({ process_id, stage_id, owner_id }: DealFields): DealNames {
  const process = named(processes, process_id);
  return {
    process: process?.name,
    stage: named(process?.main_stages ?? {}, stage_id)?.name,
    owner: users.find(({ id }) => id === owner_id),
  };
}

/** The entry of this id, which may be anything. */
function named<T>(record: Readonly<Record<string, T>>, id: unknown): T | undefined {
  return typeof id === 'string' && Object.hasOwn(record, id) ? record[id] : undefined;
}

/** The deals of a fresh account at this time, in epoch milliseconds. */
export function fixtureDeals(now: number): NewDeal[] {
  return seeds.map(({ age, ...deal }) => ({ ...deal, created: now - age }));
}
