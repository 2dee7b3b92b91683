import * as v from 'valibot';
import type { PictureId } from './ids.ts';
import { pictograms, type PictogramKey } from './pictograms.ts';

export const Pictogram = v.picklist(pictograms);

/** The built-in pictures that the municipality has put one of its own in place of, with its id. */
export type MunicipalPictures = Partial<Record<PictogramKey, PictureId>>;

/** What the municipality's upload is answered with. */
export type ReplaceAnswer = { ok: true } | { ok: false; why: 'too-big' | 'no-picture' };
