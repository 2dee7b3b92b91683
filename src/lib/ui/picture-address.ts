import { getContext, setContext } from 'svelte';

const ownKey = Symbol('own pictures');
const insteadKey = Symbol('pictures instead of built-in ones');
/** Ids as `model/ids.ts` makes them; anything else after the mark is no picture. */
const own = /^photo:([A-Za-z0-9_-]{22})$/;

interface Instead {
	folder: string;
	ids: () => Readonly<Record<string, string>>;
}

/** Where people's own pictures lie for the pages below, without a slash at the end. */
export function setOwnPictures(folder: string): void {
	setContext(ownKey, folder);
}

/**
 * Pictures that the pages below show in place of built-in ones: their ids by the key they stand for, and
 * the folder where they lie. A function, so that it follows a change.
 */
export function setPicturesInstead(folder: string, ids: Instead['ids']): void {
	setContext(insteadKey, { folder, ids } satisfies Instead);
}

/**
 * Turns a picture's key into its address: one's own, else what stands in place of the built-in one,
 * else that. Where no own pictures may be had, a neutral one stands for them.
 */
export function pictureAddress(): (name: string) => string {
	const folder = getContext<string | undefined>(ownKey);
	const instead = getContext<Instead | undefined>(insteadKey);
	const drawn = (name: string) => {
		const id = instead?.ids()[name];
		return instead && id ? `${instead.folder}/${id}` : `/pictograms/${name}.svg`;
	};
	return (name) => {
		if (!name.startsWith('photo:')) return drawn(name);
		const id = own.exec(name)?.[1];
		return folder && id ? `${folder}/${id}` : drawn('mig');
	};
}
