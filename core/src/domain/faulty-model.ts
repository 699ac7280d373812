/** A commission model that broke its contract, or is named by the terms and not loaded. The payment is parked with the model named. */
export class FaultyModel extends Error {
  readonly model: string;
  constructor(model: string, message: string) {
    super(message);
    this.name = 'FaultyModel';
    this.model = model;
  }
}

/** One that was asked for something and broke its contract. */
export const brokenBy = (model: string, fault: string): FaultyModel =>
  new FaultyModel(model, `commission model '${model}' ${fault}`);
