import { Type, type Static } from '@sinclair/typebox';
import { CountedPage, paging, sortedBy } from './paging.ts';
import { Exact, Id, Nullable, Slug, Text, Time, Url, Version } from './values.ts';

/** A tracked address of an enrollment, at `/r/<slug>`. */
export const Link = Exact(
  {
    id: Id('the link'),
    enrollmentId: Id('the enrollment'),
    slug: Slug(),
    aliases: Type.Array(Slug(), { description: 'Earlier slugs, which still lead here.' }),
    name: Nullable(Text(200)),
    destinationUrl: Nullable(Url(), { description: "Null: the campaign's." }),
    url: Url({ description: 'What to share.', examples: ['https://go.example.com/r/jane'] }),
    createdAt: Time(),
    version: Version(),
  },
  { title: 'Link' },
);
export type Link = Static<typeof Link>;

export const LinkPage = CountedPage('LinkPage', Link);
export type LinkPage = Static<typeof LinkPage>;

export const LinkQuery = Exact(
  { enrollmentId: Type.Optional(Id('an enrollment')), ...sortedBy(), ...paging },
  { title: 'LinkQuery' },
);
export type LinkQuery = Static<typeof LinkQuery>;

export const NewLink = Exact(
  {
    enrollmentId: Id('the enrollment'),
    slug: Slug(),
    name: Type.Optional(Text(200)),
    destinationUrl: Type.Optional(Url()),
  },
  { title: 'NewLink' },
);
export type NewLink = Static<typeof NewLink>;

export const LinkChange = Exact(
  {
    slug: Type.Optional(Slug({ description: 'The present one becomes an alias.' })),
    name: Type.Optional(Nullable(Text(200))),
    destinationUrl: Type.Optional(Nullable(Url())),
    version: Type.Optional(Version()),
  },
  { title: 'LinkChange', minProperties: 1 },
);
export type LinkChange = Static<typeof LinkChange>;
