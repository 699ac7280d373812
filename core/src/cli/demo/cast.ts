/** Who and what there is in the demo: a made-up brand that sells coffee and a subscription to it. */

export const brandName = 'Halden Coffee';

export interface Ware {
  readonly id: string;
  readonly name: string;
  readonly price: number;
  /** How often it is bought. */
  readonly weight: number;
}

/** What is sold, in cents of a US dollar, tax included. */
export const products: readonly [Ware, ...Ware[]] = [
  { id: 'beans-500', name: 'Espresso beans, 500 g', price: 2_490, weight: 6 },
  { id: 'starter-box', name: 'Starter box', price: 5_900, weight: 4 },
  { id: 'grinder', name: 'Hand grinder', price: 11_900, weight: 2 },
  { id: 'machine', name: 'Espresso machine', price: 64_900, weight: 1 },
];

export const plans: readonly [Ware, ...Ware[]] = [
  { id: 'monthly', name: 'Monthly beans', price: 3_200, weight: 5 },
  { id: 'office', name: 'Office plan', price: 14_800, weight: 1 },
];

export type CampaignName = 'partners' | 'creators';

export interface Role {
  readonly name: string;
  readonly slug: string;
  readonly campaign: CampaignName;
  /** How much of the traffic is theirs. */
  readonly weight: number;
  /** Name of their group, where they have one. */
  readonly group?: 'Press' | 'Top partners';
  /** Terms of their own for the model `cps`, parts per million. */
  readonly ownRate?: number;
  readonly code?: string;
  /** The slug of who recruited them, told before them. */
  readonly recruiter?: string;
  /** Days before the end on which they joined; left out: before the demo begins. */
  readonly joined?: number;
  /** They applied this many days before the end, and nobody answered yet. */
  readonly applied?: number;
  /** Paused or removed this many days before the end. */
  readonly left?: { readonly days: number; readonly status: 'paused' | 'removed'; readonly reason: string };
  /** Where their visitors come from. */
  readonly site: string;
}

/** Twelve who are in, one of whom is paused and one removed, and two who ask to be let in. */
export const roles: readonly [Role, ...Role[]] = [
  {
    name: 'Maren Holt',
    slug: 'maren',
    campaign: 'partners',
    weight: 18,
    group: 'Top partners',
    code: 'MAREN10',
    site: 'https://marenbrews.example/',
  },
  {
    name: 'Bean Weekly',
    slug: 'beanweekly',
    campaign: 'partners',
    weight: 14,
    group: 'Press',
    site: 'https://beanweekly.example/issue-112',
  },
  {
    name: 'Tomás Ibarra',
    slug: 'tomas',
    campaign: 'creators',
    weight: 12,
    code: 'TOMAS',
    site: 'https://video.example/watch',
  },
  {
    name: 'The Slow Kitchen',
    slug: 'slowkitchen',
    campaign: 'creators',
    weight: 11,
    code: 'SLOW15',
    site: 'https://slowkitchen.example/gear',
  },
  {
    name: 'Aiko Sato',
    slug: 'aiko',
    campaign: 'creators',
    weight: 9,
    ownRate: 300_000,
    code: 'AIKO',
    site: 'https://photos.example/aiko',
  },
  { name: 'Priya Raman', slug: 'priya', campaign: 'partners', weight: 8, site: 'https://officehacks.example/coffee' },
  {
    name: 'Grounds & Co',
    slug: 'grounds',
    campaign: 'partners',
    weight: 7,
    group: 'Top partners',
    site: 'https://groundsandco.example/',
  },
  {
    name: 'Émile Laurent',
    slug: 'emile',
    campaign: 'creators',
    weight: 6,
    joined: 52,
    recruiter: 'tomas',
    code: 'EMILE',
    site: 'https://video.example/emile',
  },
  {
    name: 'Morning Ledger',
    slug: 'morningledger',
    campaign: 'partners',
    weight: 5,
    group: 'Press',
    site: 'https://morningledger.example/',
  },
  {
    name: 'Nadia Petrova',
    slug: 'nadia',
    campaign: 'creators',
    weight: 4,
    joined: 30,
    recruiter: 'tomas',
    site: 'https://photos.example/nadia',
  },
  {
    name: 'Caffeine Deals',
    slug: 'caffeinedeals',
    campaign: 'partners',
    weight: 6,
    left: { days: 24, status: 'removed', reason: 'bids on our brand name' },
    site: 'https://deals.example/',
  },
  {
    name: 'Jonas Weber',
    slug: 'jonas',
    campaign: 'creators',
    weight: 3,
    left: { days: 10, status: 'paused', reason: 'on leave until spring' },
    site: 'https://jonasrides.example/',
  },
  {
    name: 'Home Barista Club',
    slug: 'homebarista',
    campaign: 'creators',
    weight: 0,
    applied: 2,
    site: 'https://baristaclub.example/',
  },
  {
    name: 'Lucía Campos',
    slug: 'lucia',
    campaign: 'partners',
    weight: 0,
    applied: 5,
    site: 'https://luciacampos.example/',
  },
];

export const browsers = [
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0',
] as const;

export const bot = 'Mozilla/5.0 (compatible; ExampleBot/1.0; +https://bot.example/)';

export const countries = ['US', 'US', 'US', 'GB', 'DE', 'CA', 'NO'] as const;

export const firstNames = [
  'Ada',
  'Ben',
  'Clara',
  'Dmitri',
  'Elif',
  'Femi',
  'Greta',
  'Hugo',
  'Ines',
  'Jamal',
  'Kirsten',
  'Liam',
  'Mina',
  'Noor',
  'Oskar',
  'Paula',
] as const;

export const lastNames = [
  'Abbott',
  'Berg',
  'Costa',
  'Dale',
  'Eriksen',
  'Fischer',
  'Gupta',
  'Hayes',
  'Ito',
  'Jensen',
  'Kaya',
  'Lopez',
  'Moreau',
  'Nowak',
  'Owens',
  'Reid',
] as const;
