import type { WizardMessages } from '../../areas/wizards.ts';
import { fix } from './fix.ts';
import { frame } from './frame.ts';
import { keys } from './keys.ts';
import { review } from './review.ts';
import { trust } from './trust.ts';

export const wizards: WizardMessages = { ...frame, ...trust, ...keys, fix, review };
