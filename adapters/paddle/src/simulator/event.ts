import type { IEventName } from '@paddle/paddle-node-sdk';
import type { Scene } from './scene.ts';

/** One thing that happens in a story, some seconds after it began. */
export interface Happening {
  readonly type: IEventName;
  readonly after: number;
  readonly data: object;
}

/** The delivery of a happening as Paddle writes it. `number` makes the event id. */
export function delivery(scene: Scene, { type, after, data }: Happening, number: number) {
  const event = {
    event_id: scene.ref('evt', number),
    event_type: type,
    occurred_at: scene.at(after),
    notification_id: scene.ref('ntf', number),
    data,
  };
  return { type, body: JSON.stringify(event) };
}
