import type { ProcessorAccount, SetupDone, SetupWanted } from '@fairlead/core/plugin';
import { keysOf, type OpenGateway, refused } from './backfill.ts';
import type { Credentials } from './credentials.ts';
import { events } from './facts.ts';

/**
 * Braintree has no API to make a webhook: the keys are checked by a search that finds next to nothing, and the steps of its Control Panel are told.
 *
 * @throws ProcessorRefused where the keys are missing, of the other environment, or may not search
 */
export const setupFrom =
  (open: OpenGateway) =>
  async ({ credentials, mode }: ProcessorAccount<Credentials>, { url }: SetupWanted): Promise<SetupDone> => {
    const gateway = await open(keysOf(credentials), mode);
    const [from, to] = [new Date(Date.now() - 1_000), new Date()];
    try {
      for await (const _ of gateway.transaction.search((search) => search['createdAt']?.().between(from, to))) break;
    } catch (error) {
      throw refused(error);
    }
    const kinds = events.filter((event) => event !== 'check');
    return {
      steps: [
        { state: 'already', what: 'The keys are good, and may search.' },
        {
          state: 'by_hand',
          what: `In the Control Panel under Settings → API → Webhooks, create a webhook with the URL ${url}`,
        },
        { state: 'by_hand', what: `Choose these notifications: ${kinds.join(', ')}.` },
        { state: 'by_hand', what: 'Use “Check URL” there: the delivery of the kind check arrives here.' },
      ],
    };
  };
