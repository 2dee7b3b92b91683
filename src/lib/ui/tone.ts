/**
 * Whose something is: colour, icon, avatar shape and name together. The words are those of the
 * sides of a case, so that a side can be handed straight to a building block.
 */
export type Tone = 'substanceTreatment' | 'socialSupport' | 'citizen' | 'authority';
