import { everythingOf, type Simulator, type Story } from '@fairlead/core/plugin';
import { keysOf } from '../credentials.ts';
import { writeForm } from '../notification.ts';
import { signature } from '../signature.ts';
import * as plots from './plots.ts';
import { xml } from './xml.ts';

const story = (summary: string, plot: plots.Plot): Story => ({
  summary,
  deliveries: (input) => {
    const scene = plots.sceneOf(input);
    return plot(scene).map(({ kind, after, subject }) => ({
      type: kind,
      body: xml('notification', { timestamp: scene.at(after), kind, subject }),
    }));
  },
});

const single = {
  subscription: story('The first payment of a subscription', plots.subscribed),
  renewal: story('A subscription and its first renewal', plots.renewed),
  cancellation: story('A subscription that is paid once and cancelled', plots.cancelled),
  'bank-debit': story('A one-off payment by bank debit', plots.debited),
  'bank-debit-declined': story('A bank debit the bank takes back', plots.declined),
  'dispute-won': story('A chargeback that is won', plots.disputeWon),
  'dispute-lost': story('A chargeback that is accepted', plots.disputeLost),
  retrieval: story('A retrieval request, which moves no money', plots.retrieval),
} as const satisfies Record<string, Story>;

/** Notifications as Braintree would send them, for trying things out without an account: really signed, within the body. */
export const simulator: Simulator = {
  stories: { ...single, everything: everythingOf(single) },
  sign: () => ({ 'content-type': 'application/x-www-form-urlencoded', 'user-agent': 'Braintree' }),
  seal(body, secret) {
    const { publicKey, privateKey } = keysOf(secret) ?? { publicKey: '', privateKey: '' };
    const payload = Buffer.from(body).toString('base64').replace(/.{60}/g, '$&\n').concat('\n');
    return writeForm({ signature: `${publicKey}|${signature(privateKey, payload)}`, payload });
  },
  credentials: (random) => ({
    merchantId: 'simulated',
    publicKey: random.slice(0, 16),
    privateKey: random.slice(16, 48),
  }),
};
