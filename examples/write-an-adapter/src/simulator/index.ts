import { everythingOf, type Simulator, type Story, withoutClick } from '@fairlead/core/plugin';
import * as objects from './objects.ts';
import { sceneOf, type Scene } from './scene.ts';
import { signatureOf } from '../signature.ts';

/** One thing that happens in a story, some seconds after it began. */
interface Happening {
  readonly type: string;
  readonly after: number;
  readonly data: object;
}

const told = (summary: string, plot: (scene: Scene) => readonly Happening[]): Story => ({
  summary,
  deliveries: (input) => {
    const scene = sceneOf(input);
    return plot(scene).map(({ type, after, data }, index) => {
      const { live, account } = scene;
      const event = { id: scene.ref('evt', index + 1), type, created: scene.at(after), live, account, data };
      return { type, body: JSON.stringify(event) };
    });
  },
});

const paid = (scene: Scene, given: objects.PaymentGiven = {}): Happening => ({
  type: 'payment.paid',
  after: (given.after ?? 0) + 1,
  data: objects.payment(scene, given),
});

const refund = (scene: Scene, given: objects.RefundGiven): Happening => ({
  type: given.status === 'requested' ? 'refund.created' : 'refund.changed',
  after: given.after,
  data: objects.refund(scene, given),
});

const chargeback = (scene: Scene, status: string, after: number): Happening => ({
  type: after === 60 ? 'chargeback.opened' : 'chargeback.changed',
  after,
  data: objects.chargeback(scene, status, after),
});

const started = (scene: Scene, trial = false): Happening => ({
  type: 'subscription.started',
  after: 0,
  data: objects.subscription(scene, trial),
});

const single = {
  'one-time': told('An order', (scene) => [paid(scene)]),
  subscription: told('The first payment of a subscription', (scene) => [started(scene), paid(scene, { period: 1 })]),
  renewal: told('A subscription and its first renewal', (scene) => [
    started(scene),
    paid(scene, { period: 1 }),
    paid(scene, { period: 2, number: 2, after: 86_400 }),
  ]),
  'trial-paid': told('A trial and the payment that follows it', (scene) => [
    started(scene, true),
    paid(scene, { period: 1, after: 86_400 }),
  ]),
  'partial-refund': told('An order of which 33% is refunded', (scene) => [
    paid(scene),
    refund(scene, { status: 'requested', after: 60, amount: scene.third }),
    refund(scene, { status: 'sent', after: 120, amount: scene.third }),
  ]),
  'refund-in-parts': told('An order refunded in two parts, 33% and the rest', (scene) => [
    paid(scene),
    refund(scene, { status: 'sent', after: 60, amount: scene.third }),
    refund(scene, { status: 'sent', after: 120, amount: scene.total - scene.third, number: 2 }),
  ]),
  'failed-refund': told('A refund of 33% that is sent and comes back', (scene) => [
    paid(scene),
    refund(scene, { status: 'requested', after: 60, amount: scene.third }),
    refund(scene, { status: 'sent', after: 120, amount: scene.third }),
    refund(scene, { status: 'failed', after: 180, amount: scene.third }),
  ]),
  'chargeback-won': told('A chargeback that is answered and won', (scene) => [
    paid(scene),
    chargeback(scene, 'withdrawn', 60),
    chargeback(scene, 'answered', 120),
    chargeback(scene, 'won', 180),
  ]),
  'chargeback-lost': told('A chargeback that is lost', (scene) => [
    paid(scene),
    chargeback(scene, 'withdrawn', 60),
    chargeback(scene, 'lost', 120),
  ]),
  'lost-and-won': told('A chargeback that is lost, and won on appeal', (scene) => [
    paid(scene),
    chargeback(scene, 'withdrawn', 60),
    chargeback(scene, 'lost', 120),
    chargeback(scene, 'won', 180),
  ]),
  inquiry: told("A question of the buyer's bank that comes to nothing", (scene) => [
    paid(scene),
    chargeback(scene, 'inquiry', 60),
    chargeback(scene, 'dropped', 120),
  ]),
} as const satisfies Record<string, Story>;

const withCode = told('An order with a code and no click', (scene) => [
  { type: 'code.created', after: 0, data: objects.code(scene) },
  paid(scene),
]);
const coupon = withoutClick(withCode, withCode.summary);

/** Really signed deliveries, for `fairlead simulate pennywhistle <story>` and for the kit, which tells every story in every order. */
export const simulator: Simulator = {
  stories: { ...single, coupon, everything: everythingOf({ ...single, coupon }) },
  sign(body, secret, now) {
    const timestamp = String(Math.floor(now.getTime() / 1000));
    return {
      'content-type': 'application/json',
      'pennywhistle-signature': `t=${timestamp},v1=${signatureOf(secret.trim(), timestamp, body)}`,
    };
  },
  credentials: (random) => ({ signingSecret: `pws_simulated_${random}` }),
};
