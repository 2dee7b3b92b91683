import * as v from 'valibot';

/** The pictures that a citizen's own sign is made of: everyday things that look nothing like each other. */
export const signPictures = [
	'fiske',
	'hund',
	'bus',
	'cykle',
	'musik',
	'mad',
	'cafe',
	'natur',
	'hjem',
	'bowling',
	'svoemme',
	'klokken'
] as const;

export const signLength = 4;

/** Four pictures in an order that the citizen chose; four times the same would be guessed at once. */
export const PictureSign = v.pipe(
	v.array(v.picklist(signPictures)),
	v.length(signLength),
	v.check((pictures) => new Set(pictures).size > 1)
);
export type PictureSign = v.InferOutput<typeof PictureSign>;

/** What a device at the citizen's door is told. `late`: nobody chose pictures in time. */
export type DoorState = 'choose' | 'enter' | 'locked' | 'late' | 'none';

export type Entered = { ok: true } | { ok: false; why: 'wrong' | 'too-many' | 'locked' | 'gone' };

/** A phone or tablet that the citizen uses. */
export interface OwnDevice {
	id: string;
	/** "Firefox · Android" */
	label: string;
	/** Instants. */
	since: string;
	seenAt: string;
	/** The one that asks. */
	current: boolean;
}
