// Predictions: what a lesson may ask before a step, by the word in `ask`. To add a kind: its file, a line here, its keys in
// ../format/predict.ts and its question in the catalogues.
import { type Dropped, poseDropped } from './dropped.js';
import { type EgressPorts, poseEgress } from './egress.js';
import { type FieldValue, poseField } from './field.js';
import { type NextNode, poseNextNode } from './next-node.js';
import { type Order, poseOrder } from './order.js';
import type { Moment, Posed } from './question.js';
import { poseTable, type TableAfter } from './table.js';

export type Prediction = EgressPorts | NextNode | TableAfter | FieldValue | Dropped | Order;

/** The question with its key; undefined where there is nothing to ask: the author is told by `check`. */
export function pose(moment: Moment, prediction: Prediction): Posed | undefined {
  switch (prediction.ask) {
    case 'egress-ports':
      return poseEgress(moment);
    case 'next-node':
      return poseNextNode(moment);
    case 'table':
      return poseTable(moment, prediction);
    case 'field':
      return poseField(moment, prediction);
    case 'dropped':
      return poseDropped(moment);
    case 'order':
      return poseOrder(moment, prediction);
  }
}

export { momentOf } from './ahead.js';
export type { Answer, AnswerForm, Key, Label, Moment, Option, Posed, Question } from './question.js';
export { type Said, saidOf } from './said.js';
