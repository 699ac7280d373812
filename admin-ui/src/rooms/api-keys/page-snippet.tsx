import { Snippet } from '../../kit/copy.tsx';
import { pageSnippet } from './snippet-texts.ts';

/** What a page of the brand needs to tell of sign-ups, with the real address and key. */
export const PageSnippet = ({ apiKey }: { readonly apiKey: string }) => (
  <Snippet code={pageSnippet(location.origin, apiKey)} what="page example" />
);
