import { letGo, makeBrand } from './brand.ts';
import { buyers, codeOrders, unattributed } from './buyers.ts';
import { recordVisits } from './clicks.ts';
import { closeHolds } from './close-holds.ts';
import { parkDeliveries } from './parked.ts';
import { play } from './play.ts';
import { connectStripe } from './processor.ts';
import { shop as shopOf } from './shop.ts';
import { rollClicks } from '../../flows/roll-clicks.ts';
import { engineAt, type Stage } from './stage.ts';
import { stripeBuyers } from './stripe-buyers.ts';
import { workOff } from './work-off.ts';

/** Makes the whole demo through the flows that a real brand's life goes through. Answers the organization's id. */
export async function makeDemo(stage: Stage): Promise<string> {
  const brand = await makeBrand(stage);
  const { scope } = brand;
  const processor = await connectStripe(stage, scope);
  const visits = await recordVisits(stage, brand);
  const shop = shopOf(scope);
  await play(stage, 'orders', [
    ...buyers(stage, shop, visits),
    ...codeOrders(stage, shop, brand),
    ...unattributed(stage, shop, visits),
  ]);
  await play(stage, 'deliveries of Stripe', stripeBuyers(stage, processor, brand, visits));
  await parkDeliveries(stage, scope, processor, visits);
  await rollClicks(engineAt(stage.desk.engine, stage.calendar.end), scope.organizationId);
  await letGo(stage, brand);
  await workOff(stage.desk.engine, stage.tell);
  await closeHolds(stage, scope);
  return scope.organizationId;
}
