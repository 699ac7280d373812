import { ProcessorRefused } from '@fairlead/core/plugin';

/** More was asked at once than a shop answers: fewer would do. */
export class TooCostly extends ProcessorRefused {
  constructor(message: string) {
    super('refused', message);
  }
}
